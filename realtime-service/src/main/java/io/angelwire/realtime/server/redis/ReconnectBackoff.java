package io.angelwire.realtime.server.redis;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Doubling delays with jitter, so that the nodes don't reconnect in step. */
final class ReconnectBackoff {

    private final long firstMillis;
    private final long lastMillis;
    private final Supplier<? extends RandomGenerator> random;
    private long nextMillis;

    ReconnectBackoff(Duration first, Duration last, Supplier<? extends RandomGenerator> random) {
        this.firstMillis = first.toMillis();
        this.lastMillis = last.toMillis();
        this.random = random;
        this.nextMillis = firstMillis;
    }

    /** Between half and all of the step's delay. */
    Duration next() {
        long millis = nextMillis;
        nextMillis = Math.min(lastMillis, nextMillis * 2);
        return Duration.ofMillis(millis - random.get().nextLong(millis / 2 + 1));
    }

    void reset() {
        nextMillis = firstMillis;
    }
}
