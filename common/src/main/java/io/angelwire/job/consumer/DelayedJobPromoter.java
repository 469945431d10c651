package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Promoted;
import io.angelwire.loop.BackgroundLoop;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Moves delayed jobs to their lanes when they are due. Sleeps until the next due time as Redis tells it, so it is
 * neither early nor much late; each take tells it of an earlier one. Every node runs one: the script moves a job once.
 */
final class DelayedJobPromoter {

    private static final Logger LOG = Logger.getLogger(DelayedJobPromoter.class);
    private static final int JOBS_PER_CALL = 500;

    private static final long LONGEST_SLEEP_MILLIS = 1_000;

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final JobObserver observer;
    private final BackgroundLoop loop;
    private volatile long wakesNanos = System.nanoTime();

    DelayedJobPromoter(QueueSettings settings, QueueCommands commands, JobObserver observer) {
        this.settings = settings;
        this.commands = commands;
        this.observer = observer;
        this.loop = new BackgroundLoop("promoter-" + settings.queue(), this::promoteDue);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    private long promoteDue() throws InterruptedException {
        long sleep = promote();
        wakesNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(sleep);
        return sleep;
    }

    /** @return how long to sleep, in ms */
    private long promote() throws InterruptedException {
        try {
            Promoted promoted = await(commands.promoteDelayed(JOBS_PER_CALL));
            if (promoted.moved() > 0) {
                observer.promoted(promoted.lateMillis());
            }
            long next = promoted.nextMillis();
            return next < 0 ? LONGEST_SLEEP_MILLIS : Math.min(next, LONGEST_SLEEP_MILLIS);
        } catch (RedisUnavailableException e) {
            LOG.debugf("Queue %s: promoting delayed jobs failed: %s", settings.queue(), e.getMessage());
        }
        return LONGEST_SLEEP_MILLIS;
    }

    /** @param millis until the first delayed job is due; negative if there is none */
    void dueIn(long millis) {
        if (millis >= 0 && System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis) < wakesNanos) {
            loop.wake();
        }
    }
}
