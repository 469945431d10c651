package io.angelwire.job.schedule;

import io.angelwire.job.QueueName;
import io.angelwire.loop.BackgroundLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Serves the ticks of a queue's schedules. Every node that consumes the queue runs one, without a leader: the script
 * serves a tick once. Schedules that are part of the program are set anew from time to time, in case Redis has lost
 * them.
 */
public final class ScheduleTicker {

    /** The most ticks that are made up for. */
    static final int MOST_TICKS = 100;

    private static final Logger LOG = Logger.getLogger(ScheduleTicker.class);
    private static final long LONGEST_SLEEP_MILLIS = 500;
    private static final long DECLARE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long ANSWER_SECONDS = 5;

    private final QueueName queue;
    private final RedisSchedules schedules;
    private final List<Schedule> declared;
    private final BackgroundLoop loop;
    private long declaredNanos = System.nanoTime() - DECLARE_NANOS;

    /** @param declared the queue's schedules that are part of the program */
    public ScheduleTicker(QueueName queue, RedisSchedules schedules, List<Schedule> declared) {
        this.queue = queue;
        this.schedules = schedules;
        this.declared = List.copyOf(declared);
        this.loop = new BackgroundLoop("schedules-" + queue, this::serve);
    }

    public void start() {
        loop.start();
    }

    public void stop() {
        loop.stop(Duration.ofSeconds(ANSWER_SECONDS));
    }

    /** @return how long to sleep, in ms */
    private long serve() throws InterruptedException {
        try {
            if (System.nanoTime() - declaredNanos >= DECLARE_NANOS) {
                for (Schedule schedule : declared) {
                    schedules.put(schedule).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
                }
                declaredNanos = System.nanoTime();
            }
            RedisSchedules.Served served = schedules
                    .serveDue(queue)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (served.added() > 0) {
                LOG.debugf("Queue %s: %d jobs enqueued by schedule", queue, served.added());
            }
            return served.nextMillis() < 0 ? LONGEST_SLEEP_MILLIS : Math.min(served.nextMillis(), LONGEST_SLEEP_MILLIS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debugf("Queue %s: schedules can't be served: %s", queue, e.getMessage());
        }
        return LONGEST_SLEEP_MILLIS;
    }
}
