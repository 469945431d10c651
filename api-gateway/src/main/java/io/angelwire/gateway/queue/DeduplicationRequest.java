package io.angelwire.gateway.queue;

import io.angelwire.job.Deduplication;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Lets several jobs that mean the same be one. */
@Schema(name = "Deduplication")
record DeduplicationRequest(
        @NotNull @Pattern(regexp = "[!-~]{1,200}") @Schema(description = "What the job is about")
        String key,

        @NotNull
        @Schema(
                description =
                        "`DROP`: a later job is not added while the first has not ended. `DEBOUNCE`: it takes the "
                                + "place of one that has not begun. `THROTTLE`: it is not added within the window.")
        Deduplication.Mode mode,

        @Min(1) @Max(31_622_400_000L) @Schema(description = "For how long the key is kept, in ms")
        Long window) {

    /** @throws IllegalArgumentException for THROTTLE without a window */
    Deduplication deduplication() {
        return new Deduplication(key, mode, window == null ? null : Duration.ofMillis(window));
    }
}
