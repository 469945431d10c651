package io.angelwire.local.process;

import java.time.Duration;
import java.util.Optional;

/**
 * When a process that ended is started again: at once-ish, then later and later while it keeps ending; given up when it
 * could not even get ready several times in a row. Not thread-safe.
 */
final class RestartPolicy {

    static final int STARTS = 5;
    private static final Duration FIRST_DELAY = Duration.ofMillis(500);
    static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /** A process that served this long is well again: the next end counts as the first. */
    private static final Duration WELL_AGAIN = Duration.ofSeconds(30);

    private int endsInARow;
    private int failedStarts;

    /**
     * @param served how long it was ready, null if it never was
     * @return how long to wait, empty to give it up
     */
    Optional<Duration> afterEnd(Duration served) {
        failedStarts = served == null ? failedStarts + 1 : 0;
        if (failedStarts >= STARTS) {
            return Optional.empty();
        }
        endsInARow = served != null && served.compareTo(WELL_AGAIN) >= 0 ? 1 : endsInARow + 1;
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(endsInARow - 1, 10));
        return Optional.of(delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY);
    }
}
