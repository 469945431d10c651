package io.angelwire.bench.realtime.load;

import io.angelwire.bench.report.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what clients receive. While latency is measured, also how long each took: a room's events keep their order, so
 * a client's n-th event is the n-th that was published.
 */
final class Deliveries implements Client.Listener {

    private final AtomicLong count = new AtomicLong();
    private volatile Samples samples;

    /**
     * @param published when each event was handed to the publisher
     * @param nanos written by the clients' only event loop
     */
    private record Samples(AtomicLongArray published, List<Double> millis) {}

    @Override
    public void received(int number) {
        Samples current = samples;
        if (current != null && number < current.published().length()) {
            current.millis().add((System.nanoTime() - current.published().get(number)) / 1e6);
        }
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }

    void sample(int events, int members) {
        samples = new Samples(new AtomicLongArray(events), new ArrayList<>(events * members));
    }

    void published(int event) {
        samples.published().set(event, System.nanoTime());
    }

    /** @return percentiles 50 and 99 in milliseconds */
    List<Double> endSample() {
        List<Double> millis = samples.millis();
        samples = null;
        return List.of(Statistics.percentile(millis, 50), Statistics.percentile(millis, 99));
    }
}
