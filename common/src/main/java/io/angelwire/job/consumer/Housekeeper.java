package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import io.angelwire.job.consumer.QueueSettings.Retention;
import io.angelwire.job.redis.ChildNotices;
import io.angelwire.job.redis.QueueCommands;
import org.jboss.logging.Logger;

/**
 * What a queue needs besides running jobs: parents are told that their children have ended, and finished jobs are
 * forgotten when they are old. A thread of its own, so that neither holds up the lease.
 *
 * <p>A parent may live in another queue, hence in another cluster slot than the script that ended the child: so that
 * script leaves a notice, which is delivered here. It is deleted only after that, and delivering one twice changes
 * nothing.
 */
final class Housekeeper implements Runnable {

    private static final Logger LOG = Logger.getLogger(Housekeeper.class);
    private static final long PERIOD_MILLIS = 1_000;
    private static final int TRIM_PER_CALL = 200;

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final ChildNotices notices;
    private final Signal wake = new Signal();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean noticed;

    Housekeeper(QueueSettings settings, QueueCommands commands, ChildNotices notices) {
        this.settings = settings;
        this.commands = commands;
        this.notices = notices;
        this.thread = new Thread(this, "housekeeper-" + settings.queue());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopping = true;
        wake.raise();
    }

    /** There may be notices. */
    void notifyParents() {
        noticed = true;
        wake.raise();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                wake.await(PERIOD_MILLIS);
                try {
                    deliverNotices();
                    trim();
                } catch (RedisUnavailableException e) {
                    LOG.debugf("Queue %s: housekeeping failed: %s", settings.queue(), e.getMessage());
                } catch (RuntimeException e) {
                    LOG.errorf(e, "Queue %s: housekeeping failed", settings.queue());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        } while (forgotten == TRIM_PER_CALL && !stopping);
    }
}
