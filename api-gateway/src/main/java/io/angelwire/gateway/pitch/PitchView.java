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
 * @param version the ETag of this state, without its quotes
 */
@Schema(name = "Pitch")
public record PitchView(
        UUID id,
        UUID startupId,
        String startupName,
        UUID founderId,
        String title,
        String summary,
        PitchStatus status,
        BigDecimal goal,
        String currency,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static PitchView of(Pitch pitch) {
        return new PitchView(
                pitch.id,
                pitch.startup.id,
                pitch.startup.name,
                pitch.startup.founder.id,
                pitch.title,
                pitch.summary,
                pitch.status,
                pitch.goal().getAmount(),
                pitch.currency,
                pitch.createdAt,
                pitch.updatedAt,
                pitch.version);
    }
}
