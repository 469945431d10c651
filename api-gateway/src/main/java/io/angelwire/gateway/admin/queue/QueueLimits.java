package io.angelwire.gateway.admin.queue;

import io.angelwire.job.QueueOverrides;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Limits that hold for every consumer of a queue, before those that it was started with; null for those. */
record QueueLimits(
        @Min(0)
        @Max(1_000_000)
        @Schema(description = "Most job starts in any window; 0 for any number", nullable = true)
        Integer rateLimit,

        @Min(1) @Max(86_400_000) @Schema(description = "In ms", nullable = true)
        Long rateWindow,

        @Min(1) @Max(10_000) @Schema(description = "Jobs at once in each process", nullable = true)
        Integer concurrency,

        @Min(0)
        @Max(1_000_000)
        @Schema(description = "Active jobs over all processes; 0 for any number", nullable = true)
        Integer globalConcurrency,

        @Min(0)
        @Max(1_000_000)
        @Schema(description = "Most job starts of one limit key in any window; 0 for any number", nullable = true)
        Integer keyRateLimit,

        @Min(1) @Max(86_400_000) @Schema(description = "In ms", nullable = true)
        Long keyRateWindow,

        @Min(0) @Max(1_000_000) @Schema(description = "Active jobs of one limit key; 0 for any number", nullable = true)
        Integer keyConcurrency) {

    static QueueLimits of(QueueOverrides overrides) {
        return new QueueLimits(
                overrides.rateLimit(),
                millis(overrides.rateWindow()),
                overrides.concurrency(),
                overrides.globalConcurrency(),
                overrides.keyRateLimit(),
                millis(overrides.keyRateWindow()),
                overrides.keyConcurrency());
    }

    QueueOverrides overrides() {
        return new QueueOverrides(
                rateLimit,
                duration(rateWindow),
                concurrency,
                globalConcurrency,
                keyRateLimit,
                duration(keyRateWindow),
                keyConcurrency);
    }

    private static Long millis(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static Duration duration(Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }
}
