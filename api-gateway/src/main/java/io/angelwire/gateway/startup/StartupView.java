package io.angelwire.gateway.startup;

import io.angelwire.domain.startup.Startup;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A startup as clients see it.
 *
 * @param description empty if there is none
 * @param website null if there is none
 * @param version the ETag of this state, without its quotes
 */
@Schema(name = "Startup")
public record StartupView(
        UUID id,
        UUID founderId,
        String founderName,
        String name,
        String description,
        @Schema(nullable = true) String website,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    static StartupView of(Startup startup) {
        return new StartupView(
                startup.id,
                startup.founder.id,
                startup.founder.name,
                startup.name,
                startup.description,
                startup.website,
                startup.createdAt,
                startup.updatedAt,
                startup.version);
    }
}
