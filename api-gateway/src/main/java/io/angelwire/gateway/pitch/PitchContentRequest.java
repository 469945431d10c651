package io.angelwire.gateway.pitch;

import io.angelwire.domain.money.AmountParser;
import io.angelwire.domain.pitch.PitchContent;
import io.angelwire.gateway.text.Text;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a founder wants a pitch to say.
 *
 * @param goal in major units
 */
@Schema(name = "PitchContent")
public record PitchContentRequest(
        @NotNull @Text(max = 200) @Schema(maxLength = 200) String title,

        @NotNull @Text(max = 10_000, lines = true) @Schema(maxLength = 10_000)
        String summary,

        @NotNull @Schema(description = "In major units, with at most the currency's decimals", examples = "500000.00")
        BigDecimal goal,

        @NotNull @Schema(description = "ISO 4217 code", examples = "USD")
        String currency) {

    /** @throws io.angelwire.domain.money.InvalidAmountException if goal and currency make no money */
    PitchContent content() {
        return new PitchContent(title.strip(), summary.strip(), AmountParser.parse(goal, currency));
    }
}
