package io.angelwire.bench.gateway;

import java.util.Arrays;

/**
 * How long the answers took. Not for several threads.
 *
 * <p>A quarter of a million measured values would be as many objects in a list, made while others are being measured.
 */
final class Answers {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private long[] nanos = new long[1 << 16];
    private int count;
    private long spanNanos;

    void add(long tookNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = tookNanos;
    }

    /** @param tookNanos from the first request to the last answer */
    void finish(long tookNanos) {
        spanNanos = tookNanos;
        Arrays.sort(nanos, 0, count);
    }

    int count() {
        return count;
    }

    double seconds() {
        return spanNanos / NANOS_PER_SECOND;
    }

    double perSecond() {
        return count / seconds();
    }

    /**
     * By nearest rank, once it is finished; NaN if there are none.
     *
     * @param percent above 0, at most 100
     */
    double percentileMillis(double percent) {
        return count == 0 ? Double.NaN : nanos[(int) Math.ceil(percent / 100 * count) - 1] / NANOS_PER_MILLI;
    }
}
