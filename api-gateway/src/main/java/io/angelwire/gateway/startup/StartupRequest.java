package io.angelwire.gateway.startup;

import io.angelwire.domain.startup.StartupProfile;
import io.angelwire.gateway.text.Text;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a founder sends. */
@Schema(name = "StartupRequest")
public record StartupRequest(
        @NotNull @Text(max = 200) @Schema(maxLength = 200, examples = "Solar Kites")
        String name,

        @Text(max = 4000, lines = true, optional = true)
        @Schema(maxLength = 4000, nullable = true, description = "What it does")
        String description,

        @Pattern(regexp = "https?://[!-~&&[^<>\"]]{1,290}", message = "must be an http or https address")
        @Schema(maxLength = 298, nullable = true, examples = "https://solar-kites.example")
        String website) {

    StartupProfile profile() {
        return new StartupProfile(name.strip(), description == null ? "" : description.strip(), website);
    }
}
