package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Promoted;
import org.jboss.logging.Logger;

/**
 * Moves delayed jobs to their lanes when they are due. Sleeps until the next due time as Redis tells it, so it is
 * neither early nor much late; woken when an earlier job arrives. Every node runs one: the script moves a job once.
 */
final class DelayedJobPromoter implements Runnable {

    private static final Logger LOG = Logger.getLogger(DelayedJobPromoter.class);
    private static final int JOBS_PER_CALL = 500;

    /** A wake-up may be missed while this node's blocking read is not armed. */
    private static final long LONGEST_SLEEP_MILLIS = 1_000;

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final Signal wake = new Signal();
    private volatile boolean stopping;

    DelayedJobPromoter(QueueSettings settings, QueueCommands commands) {
        this.settings = settings;
        this.commands = commands;
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                wake.await(promote());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return how long to sleep, in ms */
    private long promote() throws InterruptedException {
        try {
            Promoted promoted = await(commands.promoteDelayed(JOBS_PER_CALL));
            long next = promoted.nextMillis();
            return next < 0 ? LONGEST_SLEEP_MILLIS : Math.min(next, LONGEST_SLEEP_MILLIS);
        } catch (RedisUnavailableException e) {
            LOG.debugf("Queue %s: promoting delayed jobs failed: %s", settings.queue(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Queue %s: promoting delayed jobs failed", settings.queue());
        }
        return LONGEST_SLEEP_MILLIS;
    }

    void wake() {
        wake.raise();
    }

    void stop() {
        stopping = true;
        wake.raise();
    }
}
