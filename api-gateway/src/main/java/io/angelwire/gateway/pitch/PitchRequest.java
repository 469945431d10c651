package io.angelwire.gateway.pitch;

import io.angelwire.domain.pitch.PitchContent;
import io.angelwire.gateway.text.Text;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a founder sends to make a pitch.
 *
 * @param goal in major units
 */
@Schema(name = "PitchRequest")
public record PitchRequest(
        @NotNull @Schema(description = "A startup of the caller's")
        UUID startupId,

        @NotNull @Text(max = 200) @Schema(maxLength = 200) String title,

        @NotNull @Text(max = 10_000, lines = true) @Schema(maxLength = 10_000)
        String summary,

        @NotNull @Schema(description = "In major units, with at most the currency's decimals", examples = "500000.00")
        BigDecimal goal,

        @NotNull @Schema(description = "ISO 4217 code", examples = "USD")
        String currency) {

    PitchContent content() {
        return new PitchContentRequest(title, summary, goal, currency).content();
    }
}
