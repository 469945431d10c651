package io.angelwire.gateway.pitch;

import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A pitch as clients see it.
 *
 * @param goal in major units
 */
@Schema(name = "Pitch")
public record PitchView(
        UUID id,
        UUID startupId,
        String startupName,
        String title,
        String summary,
        PitchStatus status,
        BigDecimal goal,
        String currency,
        Instant createdAt) {

    static PitchView of(Pitch pitch) {
        return new PitchView(
                pitch.id,
                pitch.startup.id,
                pitch.startup.name,
                pitch.title,
                pitch.summary,
                pitch.status,
                pitch.goal().getAmount(),
                pitch.currency,
                pitch.createdAt);
    }
}
