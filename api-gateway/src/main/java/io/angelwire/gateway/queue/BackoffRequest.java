package io.angelwire.gateway.queue;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.angelwire.job.Backoff;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The wait between a job's attempts. */
@Schema(name = "Backoff")
record BackoffRequest(
        @NotNull @Schema(description = "Whether the wait doubles with each attempt")
        Type type,

        @NotNull @Min(0) @Max(86_400_000) @Schema(description = "Before the second attempt, in ms")
        Long delay) {

    enum Type {
        @JsonProperty("fixed")
        FIXED,
        @JsonProperty("exponential")
        EXPONENTIAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Backoff backoff() {
        Duration wait = Duration.ofMillis(delay);
        return type == Type.FIXED ? Backoff.fixed(wait) : Backoff.exponential(wait);
    }
}
