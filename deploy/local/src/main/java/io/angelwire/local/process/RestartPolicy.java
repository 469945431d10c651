package io.angelwire.local.process;

import java.time.Duration;
import java.util.Optional;

/**
 * When a process that ended is started again: at once-ish, then later and later while it keeps ending; given up when it
 * could not even get ready several times in a row. Not thread-safe.
 */
final class RestartPolicy {

    static final int STARTS = 5;
    static final Delays DELAYS = new Delays(Duration.ofMillis(500), Duration.ofSeconds(10));

    /** A process that served this long is well again: the next end counts as the first. */
    private static final Duration WELL_AGAIN = Duration.ofSeconds(30);

    private final Delays delays;
    private int endsInARow;
    private int failedStarts;

    /**
     * @param first before the first restart of several in a row; each further one is twice as long
     * @param longest before any
     */
    record Delays(Duration first, Duration longest) {}

    RestartPolicy(Delays delays) {
        this.delays = delays;
    }

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
        Duration delay = delays.first.multipliedBy(1L << Math.min(endsInARow - 1, 10));
        return Optional.of(delay.compareTo(delays.longest) < 0 ? delay : delays.longest);
    }
}
