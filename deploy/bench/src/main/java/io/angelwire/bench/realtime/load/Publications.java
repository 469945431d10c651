package io.angelwire.bench.realtime.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Publishes as a measure wants it, and waits until everybody has what was published. */
final class Publications {

    private static final int CONTENT = 40;
    private static final int AT_ONCE = 50;
    private static final long POLL_NANOS = 100_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final EventPublisher publisher;
    private final Deliveries deliveries;
    private volatile Throwable failure;

    Publications(EventPublisher publisher, Deliveries deliveries) {
        this.publisher = publisher;
        this.deliveries = deliveries;
    }

    void publish(List<String> pitchIds, Map<String, Object> data) {
        publisher.publish(pitchIds, data).whenComplete((done, problem) -> {
            if (problem != null) {
                failure = problem;
            }
        });
    }

    /**
     * As fast as the server delivers, the rooms in turn.
     *
     * @param window events that may be under way
     * @return how long it took, in nanoseconds
     */
    long flood(List<String> pitchIds, int roomSize, int events, int window) throws TimeoutException {
        Map<String, Object> data = BenchEvent.data(CONTENT);
        long before = deliveries.count();
        long began = System.nanoTime();
        int atOnce = Math.max(1, Math.min(AT_ONCE, window / 4));
        int published = 0;
        while (published < events) {
            int number = Math.min(published + atOnce, events);
            awaitCount(before + (long) (number - window) * roomSize);
            List<String> some = new ArrayList<>();
            for (; published < number; published++) {
                some.add(pitchIds.get(published % pitchIds.size()));
            }
            publish(some, data);
        }
        awaitCount(before + (long) events * roomSize);
        return System.nanoTime() - began;
    }

    /** At a rate that nobody has trouble with. @return percentiles 50 and 99 of the latency in milliseconds */
    List<Double> steady(String pitchId, int members, int events, int perSecond) throws TimeoutException {
        Map<String, Object> data = BenchEvent.data(CONTENT);
        long before = deliveries.count();
        deliveries.sample(events, members);
        long began = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long left;
            while ((left = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond - System.nanoTime()) > 0) {
                LockSupport.parkNanos(left);
            }
            deliveries.published(i);
            publish(List.of(pitchId), data);
        }
        awaitCount(before + (long) events * members);
        return deliveries.endSample();
    }

    private void awaitCount(long count) throws TimeoutException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (deliveries.count() < count) {
            if (failure != null) {
                throw new IllegalStateException("not published", failure);
            }
            if (System.nanoTime() > end) {
                throw new TimeoutException(count - deliveries.count() + " deliveries have not come");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
