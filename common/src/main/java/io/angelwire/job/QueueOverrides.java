package io.angelwire.job;

import io.angelwire.job.partition.Partitions;
import java.time.Duration;
import java.util.Objects;

/**
 * Limits of a queue that were changed while it runs; null for what its consumers were started with.
 *
 * @param rateLimit most handler starts in any {@code rateWindow}; 0 for no limit
 * @param concurrency handlers at once in each process; at least 1
 * @param globalConcurrency active jobs over all processes; 0 for any number
 * @param keyRateLimit most handler starts of one key in any {@code keyRateWindow}; 0 for no limit
 * @param keyConcurrency active jobs of one key; 0 for any number
 */
public record QueueOverrides(
        Integer rateLimit,
        Duration rateWindow,
        Integer concurrency,
        Integer globalConcurrency,
        Integer keyRateLimit,
        Duration keyRateWindow,
        Integer keyConcurrency) {

    public static final QueueOverrides NONE = new QueueOverrides(null, null, null, null, null, null, null);

    public QueueOverrides {
        atLeast("rateLimit", rateLimit, 0);
        atLeast("concurrency", concurrency, 1);
        atLeast("globalConcurrency", globalConcurrency, 0);
        atLeast("keyRateLimit", keyRateLimit, 0);
        atLeast("keyConcurrency", keyConcurrency, 0);
        positive("rateWindow", rateWindow);
        positive("keyRateWindow", keyRateWindow);
    }

    public QueueOverrides withRate(int limit, Duration window) {
        return new QueueOverrides(
                limit, window, concurrency, globalConcurrency, keyRateLimit, keyRateWindow, keyConcurrency);
    }

    public QueueOverrides withConcurrency(int most) {
        return new QueueOverrides(
                rateLimit, rateWindow, most, globalConcurrency, keyRateLimit, keyRateWindow, keyConcurrency);
    }

    public QueueOverrides withGlobalConcurrency(int most) {
        return new QueueOverrides(
                rateLimit, rateWindow, concurrency, most, keyRateLimit, keyRateWindow, keyConcurrency);
    }

    /**
     * What one of the parts of a queue may do, so that all of them together keep to this.
     *
     * @throws IllegalArgumentException if a limit is so low that some part would get nothing
     */
    public QueueOverrides share(int part, int parts) {
        return new QueueOverrides(
                share("rateLimit", rateLimit, part, parts),
                rateWindow,
                share("concurrency", concurrency, part, parts),
                share("globalConcurrency", globalConcurrency, part, parts),
                keyRateLimit,
                keyRateWindow,
                keyConcurrency);
    }

    private static Integer share(String name, Integer all, int part, int parts) {
        if (all == null || all == 0) {
            return all;
        }
        atLeast(name + " of a queue of " + parts + " partitions", all, parts);
        return Partitions.share(all, part, parts);
    }

    /** Whether the limits of keys are the same. */
    public boolean hasKeyLimitsOf(QueueOverrides other) {
        return Objects.equals(keyRateLimit, other.keyRateLimit)
                && Objects.equals(keyRateWindow, other.keyRateWindow)
                && Objects.equals(keyConcurrency, other.keyConcurrency);
    }

    /** What two parts of a queue may do together; keys' limits are the same in both. */
    public QueueOverrides plus(QueueOverrides other) {
        return new QueueOverrides(
                sum(rateLimit, other.rateLimit),
                rateWindow,
                sum(concurrency, other.concurrency),
                sum(globalConcurrency, other.globalConcurrency),
                keyRateLimit,
                keyRateWindow,
                keyConcurrency);
    }

    private static Integer sum(Integer a, Integer b) {
        return a == null || b == null ? null : Integer.valueOf(a + b);
    }

    private static void atLeast(String name, Integer value, int least) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ": " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value != null && (value.toMillis() < 1 || value.compareTo(Duration.ofDays(1)) > 0)) {
            throw new IllegalArgumentException(name + " must lie between 1 ms and a day: " + value);
        }
    }
}
