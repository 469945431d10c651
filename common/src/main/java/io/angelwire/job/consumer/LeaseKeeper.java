package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Heartbeat;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps this process registered as a consumer of its queue, off the handlers' threads, and asks for a rescue when
 * another consumer's lease has lapsed.
 *
 * <p>After an outage of Redis every lease has lapsed, also those of consumers that are well. So a consumer speaks for
 * the death of others only when its own lease has been kept without a break for a whole lease time: by then whoever is
 * alive has renewed.
 */
final class LeaseKeeper {

    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);
    private static final String PROCESS =
            ManagementFactory.getRuntimeMXBean().getName().replace(' ', '-');

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final ScheduledExecutorService timer;
    private final Runnable rescue;
    private final Listener listener;

    private Lease lease;
    private long renewedNanos;
    private long keptSinceNanos;
    private int unknownEntries;
    private volatile long redisAheadMillis;

    /** The consumer that the lease is for. */
    interface Listener {

        /** How many entries it believes to hold. */
        int held();

        /** Redis says that it holds more than it knows of: answers of Redis were lost on the way. */
        void suspectUnknown();

        /** What Redis told besides, with each beat. */
        void heard(Heartbeat beat) throws InterruptedException;

        /** The jobs taken under this lease are others' by now. */
        void lost(Lease lease);
    }

    LeaseKeeper(
            QueueSettings settings,
            QueueCommands commands,
            ScheduledExecutorService timer,
            Runnable rescue,
            Listener listener) {
        this.settings = settings;
        this.commands = commands;
        this.timer = timer;
        this.rescue = rescue;
        this.listener = listener;
    }

    void start() {
        long period = settings.lease().toMillis() / 5;
        timer.scheduleWithFixedDelay(this::beat, period, period, TimeUnit.MILLISECONDS);
    }

    /** The current lease; registers a new one if there is none. */
    synchronized Lease lease() throws InterruptedException {
        if (lease == null || lease.isLost()) {
            Lease fresh = new Lease(PROCESS + "-" + UUID.randomUUID().toString().substring(0, 8));
            readClock(await(commands.register(fresh.consumer(), settings.lease())));
            lease = fresh;
            renewedNanos = System.nanoTime();
            keptSinceNanos = renewedNanos;
            unknownEntries = 0;
        }
        return lease;
    }

    /** A script refused the lease. */
    void lost(Lease refused) {
        if (refused.lose()) {
            LOG.warnf(
                    "Queue %s: this consumer (%s) was presumed dead and its jobs given to others; going on as a new one",
                    settings.queue(), refused.consumer());
            listener.lost(refused);
        }
    }

    /** True while the lease was renewed in time. */
    synchronized boolean isKept() {
        return lease != null
                && !lease.isLost()
                && System.nanoTime() - renewedNanos < settings.lease().toNanos();
    }

    /** Redis's time in ms since 1970, as far as the last beat tells. */
    long redisMillis() {
        return System.currentTimeMillis() + redisAheadMillis;
    }

    private void readClock(Heartbeat beat) {
        redisAheadMillis = beat.redisMillis() - System.currentTimeMillis();
    }

    private void beat() {
        try {
            Lease current = lease();
            Heartbeat beat = await(commands.renew(current.consumer(), settings.lease()));
            readClock(beat);
            if (beat.leaseLost()) {
                lost(current);
                return;
            }
            boolean rescuing;
            synchronized (this) {
                long now = System.nanoTime();
                if (now - renewedNanos > settings.lease().toNanos()) {
                    keptSinceNanos = now;
                }
                renewedNanos = now;
                unknownEntries = beat.heldEntries() > listener.held() ? unknownEntries + 1 : 0;
                rescuing = beat.lapsedConsumers() > 0
                        && now - keptSinceNanos >= settings.lease().toNanos();
            }
            listener.heard(beat);
            // One beat may fall between a take and its answer; three in a row do not.
            if (unknownEntries >= 3) {
                listener.suspectUnknown();
            }
            if (rescuing) {
                rescue.run();
            }
        } catch (RedisUnavailableException e) {
            LOG.debugf("Queue %s: heartbeat failed: %s", settings.queue(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Queue %s: heartbeat failed", settings.queue());
        }
    }
}
