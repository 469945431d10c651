package io.angelwire.realtime.server.connection;

import java.util.function.LongSupplier;

/** A token bucket: so many a second in the long run, a burst at once. Used by one thread at a time. */
public final class RateMeter {

    private static final long NANOS = 1_000_000_000L;

    private final long nanosPerPermit;
    private final long burstNanos;
    private final LongSupplier nanoTime;
    private long fullAt;

    public RateMeter(int perSecond, int burst, LongSupplier nanoTime) {
        this.nanosPerPermit = NANOS / perSecond;
        this.burstNanos = nanosPerPermit * burst;
        this.nanoTime = nanoTime;
        this.fullAt = nanoTime.getAsLong();
    }

    /** Takes a permit, if there is one. */
    public boolean tryAcquire() {
        long now = nanoTime.getAsLong();
        long next = Math.max(fullAt, now) + nanosPerPermit;
        if (next - now > burstNanos) {
            return false;
        }
        fullAt = next;
        return true;
    }
}
