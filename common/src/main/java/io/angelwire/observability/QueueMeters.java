package io.angelwire.observability;

import io.angelwire.job.consumer.JobObserver.Ending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What one queue's jobs in this process are measured by. A job's meters are looked up once an attempt, by its name; job
 * names come from producers, so only the first {@value #MOST_NAMES} get meters of their own, the others share one.
 */
final class QueueMeters {

    static final int MOST_NAMES = 40;
    static final String OTHER = "other";

    private static final Duration[] WAITS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10)
    };

    private static final Duration[] DURATIONS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2)
    };

    private static final Duration[] LATENESS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final String queue;
    private final Map<String, OfName> byName = new ConcurrentHashMap<>();
    private final OfName others;
    private final Counter heldBack;
    private final Counter leasesLost;
    private final Counter rescued;
    private final Counter deadLetters;
    private final Timer lateness;

    /** Registers all that has no job's name: a series that appears with its first event has no rate of it. */
    QueueMeters(String queue, MeterRegistry registry) {
        this.queue = queue;
        this.registry = registry;
        this.others = new OfName(OTHER);
        this.heldBack = Counter.builder("angelwire.queue.limiter.wait")
                .description("Time for which a limit has kept free handlers of this process waiting")
                .baseUnit("seconds")
                .tag("queue", queue)
                .register(registry);
        this.leasesLost = counter("angelwire.queue.leases.lost", "How often this process was presumed dead");
        this.rescued = counter("angelwire.job.rescued", "Jobs of dead consumers that are run again");
        this.deadLetters = counter("angelwire.job.dead.letters", "Jobs that failed for good and were stored");
        this.lateness = timer(
                        "angelwire.job.promotion.lateness", "How long after their due time delayed jobs could run")
                .serviceLevelObjectives(LATENESS)
                .register(registry);
    }

    OfName of(String jobName) {
        OfName known = byName.get(jobName);
        if (known != null) {
            return known;
        }
        return byName.size() < MOST_NAMES ? byName.computeIfAbsent(jobName, OfName::new) : others;
    }

    void heldBack(long nanos) {
        heldBack.increment(nanos / 1e9);
    }

    void leaseLost() {
        leasesLost.increment();
    }

    void rescued(int jobs) {
        rescued.increment(jobs);
    }

    void deadLetterStored() {
        deadLetters.increment();
    }

    void promoted(long lateMillis) {
        lateness.record(Math.max(lateMillis, 0), TimeUnit.MILLISECONDS);
    }

    /** The meters of the jobs of one name. */
    final class OfName {

        private final String name;
        private final Timer[] durations = new Timer[Ending.values().length];
        private volatile Timer wait;

        private OfName(String name) {
            this.name = name;
        }

        void waited(long millis) {
            Timer timer = wait;
            if (timer == null) {
                timer = timer("angelwire.job.wait", "From when a job could run until it did")
                        .tag("name", name)
                        .serviceLevelObjectives(WAITS)
                        .register(registry);
                wait = timer;
            }
            timer.record(Math.max(millis, 0), TimeUnit.MILLISECONDS);
        }

        void ended(Ending ending, long nanos) {
            Timer timer = durations[ending.ordinal()];
            if (timer == null) {
                timer = timer("angelwire.job.duration", "How long attempts took, by how they ended")
                        .tag("name", name)
                        .tag("outcome", ending.name().toLowerCase(Locale.ROOT))
                        .serviceLevelObjectives(DURATIONS)
                        .register(registry);
                // Two threads may do this at once: they get the same timer.
                durations[ending.ordinal()] = timer;
            }
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    private Timer.Builder timer(String name, String description) {
        return Timer.builder(name).description(description).tag("queue", queue);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("queue", queue)
                .register(registry);
    }
}
