package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import io.angelwire.job.consumer.QueueSettings.Retention;
import io.angelwire.job.redis.ChildNotices;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.loop.BackgroundLoop;
import org.jboss.logging.Logger;

/**
 * What a queue needs besides running jobs: parents are told that their children have ended, and finished jobs are
 * forgotten when they are old. A thread of its own, so that neither holds up the lease.
 *
 * <p>A parent may live in another queue, hence in another cluster slot than the script that ended the child: so that
 * script leaves a notice, which is delivered here. It is deleted only after that, and delivering one twice changes
 * nothing.
 */
final class Housekeeper {

    private static final Logger LOG = Logger.getLogger(Housekeeper.class);
    private static final long PERIOD_MILLIS = 1_000;
    private static final int TRIM_PER_CALL = 200;

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final ChildNotices notices;
    private final BackgroundLoop loop;
    private volatile boolean noticed;

    Housekeeper(QueueSettings settings, QueueCommands commands, ChildNotices notices) {
        this.settings = settings;
        this.commands = commands;
        this.notices = notices;
        this.loop = new BackgroundLoop("housekeeper-" + settings.queue(), this::tidy);
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    /** There may be notices. */
    void notifyParents() {
        noticed = true;
        loop.wake();
    }

    private long tidy() throws InterruptedException {
        try {
            deliverNotices();
            trim();
        } catch (RedisUnavailableException e) {
            LOG.debugf("Queue %s: housekeeping failed: %s", settings.queue(), e.getMessage());
        }
        return PERIOD_MILLIS;
    }

    private void deliverNotices() throws InterruptedException {
        if (!noticed) {
            return;
        }
        noticed = false;
        try {
            while (await(notices.deliver()) > 0) {
                LOG.debugf("Queue %s: parents told of their children", settings.queue());
            }
        } catch (RedisUnavailableException e) {
            noticed = true;
            throw e;
        }
    }

    private void trim() throws InterruptedException {
        Retention retention = settings.retention();
        int forgotten;
        do {
            forgotten = await(commands.trim(retention.completedFor(), retention.failedFor(), TRIM_PER_CALL));
        } while (forgotten == TRIM_PER_CALL && !loop.isStopping());
    }
}
