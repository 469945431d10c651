package io.angelwire.gateway.health;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What {@code GET /api/health} answers. */
public record HealthReport(Health health) {

    /** @param timestamp when this was looked at */
    @Schema(name = "Health")
    public record Health(Queues queues, RedisState redis, Instant timestamp) {}

    /** Jobs that wait for a worker; null where it isn't known. */
    @Schema(name = "WaitingJobs")
    public record Queues(
            @Schema(nullable = true) Long email,
            @Schema(nullable = true) Long notifications,
            @Schema(nullable = true) Long payments) {

        static final Queues UNKNOWN = new Queues(null, null, null);
    }

    /** Whether Redis answers. */
    public enum RedisState {
        @JsonProperty("connected")
        CONNECTED,
        @JsonProperty("disconnected")
        DISCONNECTED
    }
}
