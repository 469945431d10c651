package io.angelwire.job.consumer;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many jobs to lease beyond those that handlers are free for: what the handlers are likely to need within the next
 * {@value #AHEAD_MILLIS} ms, going by what they did of late. Quick handlers are fed in large batches; for slow ones it is
 * next to nothing, so that no job waits here while another process has a handler free.
 */
final class Prefetch {

    private static final int AHEAD_MILLIS = 20;
    static final int MOST = 500;
    private static final long WINDOW_NANOS = 10_000_000;
    private static final long STALLED_NANOS = 1_000_000_000;

    private final LongAdder ended = new LongAdder();
    private long windowStartNanos = System.nanoTime();
    private volatile long movedNanos = System.nanoTime();
    private double perMilli;

    void countEnded() {
        movedNanos = System.nanoTime();
        ended.increment();
    }

    void countTaken() {
        movedNanos = System.nanoTime();
    }

    /** Nothing was taken and no handler has become free for so long that what waits here had better go to others. */
    boolean isStalled() {
        return System.nanoTime() - movedNanos > STALLED_NANOS;
    }

    /** Called by the taking thread alone: what the handlers did of late says nothing any more. */
    void forget() {
        perMilli = 0;
    }

    /** Called by the taking thread alone. */
    int size() {
        long now = System.nanoTime();
        long window = now - windowStartNanos;
        if (window >= WINDOW_NANOS) {
            double latest = ended.sumThenReset() / (window / 1e6);
            perMilli = (perMilli + latest) / 2;
            windowStartNanos = now;
        }
        return (int) Math.min(perMilli * AHEAD_MILLIS, MOST);
    }
}
