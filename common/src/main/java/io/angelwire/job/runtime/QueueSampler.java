package io.angelwire.job.runtime;

import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.JobConsumer;
import io.angelwire.observability.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * How full the queues are that this process consumes. Each replica tells the same of a queue, so dashboards take the
 * largest; adding would count jobs once for each replica.
 */
@ApplicationScoped
class QueueSampler implements Sampled {

    private static final long ANSWER_SECONDS = 2;

    private final JobConsumers consumers;
    private final QueueInspector inspector;
    private final MeterRegistry registry;
    private final Map<QueueName, Seen> seen = new LinkedHashMap<>();

    /** What was seen last; null while it is not known. */
    private static final class Seen {
        private volatile QueueCounts counts;
        private volatile double oldestSeconds;
    }

    QueueSampler(JobConsumers consumers, QueueInspector inspector, MeterRegistry registry) {
        this.consumers = consumers;
        this.inspector = inspector;
        this.registry = registry;
    }

    @Override
    public void sample() throws Exception {
        for (JobConsumer consumer : consumers.consumers()) {
            QueueName queue = consumer.settings().queue().whole();
            if (!seen.containsKey(queue)) {
                register(queue);
            }
        }
        for (Map.Entry<QueueName, Seen> entry : seen.entrySet()) {
            QueueCounts counts =
                    inspector.count(entry.getKey()).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            long oldest = counts.oldestWaitingMillis();
            entry.getValue().oldestSeconds =
                    oldest == 0 ? 0 : Math.max(redisMillis(entry.getKey()) - oldest, 0) / 1000.0;
            entry.getValue().counts = counts;
        }
    }

    @Override
    public void forget() {
        seen.values().forEach(queue -> queue.counts = null);
    }

    private long redisMillis(QueueName queue) {
        return consumers.consumers().stream()
                .filter(consumer -> consumer.settings().queue().whole().equals(queue))
                .findFirst()
                .orElseThrow()
                .redisMillis();
    }

    private void register(QueueName queue) {
        Seen now = new Seen();
        seen.put(queue, now);
        jobs(queue, now, "waiting", QueueCounts::waiting);
        jobs(queue, now, "active", QueueCounts::active);
        jobs(queue, now, "delayed", QueueCounts::delayed);
        jobs(queue, now, "waiting_for_children", QueueCounts::waitingForChildren);
        jobs(queue, now, "dead_letter", QueueCounts::deadLetters);
        Gauge.builder("angelwire.queue.oldest.waiting", now, known -> of(known, counts -> known.oldestSeconds))
                .description("How long the job that waits longest could have run")
                .baseUnit("seconds")
                .tag("queue", queue.value())
                .register(registry);
        Gauge.builder("angelwire.queue.paused", now, known -> of(known, counts -> counts.paused() ? 1 : 0))
                .description("1 while the queue is paused")
                .tag("queue", queue.value())
                .register(registry);
    }

    private void jobs(QueueName queue, Seen now, String state, ToDoubleFunction<QueueCounts> count) {
        Gauge.builder("angelwire.queue.jobs", now, known -> of(known, count))
                .description("Jobs by state; dead_letter: failed for good and not stored yet")
                .tag("queue", queue.value())
                .tag("state", state)
                .register(registry);
    }

    private static double of(Seen seen, ToDoubleFunction<QueueCounts> value) {
        QueueCounts counts = seen.counts;
        return counts == null ? Double.NaN : value.applyAsDouble(counts);
    }
}
