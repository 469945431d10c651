package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.redis.LeasedJob;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Requeueing;
import io.angelwire.job.redis.QueueCommands.Taken;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Consumes one queue in this process.
 *
 * <p>One thread takes: it leases as many waiting jobs as handlers are free, inside the queue's rate limit, and hands
 * each to a handler's thread. When there is nothing to take it waits for {@link QueueSignals}; when the limit is used
 * up, for the time that Redis named. Handlers return an outcome, which {@link OutcomeWriter} tells to Redis in batches;
 * only then is the job no longer held. {@link LeaseKeeper} renews the lease meanwhile, {@link DelayedJobPromoter} and
 * {@link StalledJobRescuer} feed the lanes.
 *
 * <p>What can go wrong between two calls, and what holds then: an answer to a take that got lost leaves jobs leased that
 * nobody runs; the heartbeat counts more than is held here, and the loop gives them back. An outcome that can't be
 * written keeps its job leased. A process that dies is rescued from by the others. A process that was presumed dead
 * finds every call refused, and goes on under a new name.
 */
public final class JobConsumer {

    private static final Logger LOG = Logger.getLogger(JobConsumer.class);
    private static final long LONGEST_WAIT_MILLIS = 1_000;
    private static final long REDIS_RETRY_MILLIS = 250;

    /** Attempts whose outcome is not written yet, beyond those running: past that, Redis is too slow to take more. */
    private static final int MOST_UNWRITTEN = 2_000;

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final HandlerPool handlers;
    private final Prefetch prefetch = new Prefetch();
    private final LeaseKeeper leases;
    private final QueueSignals signals;
    private final DelayedJobPromoter promoter;
    private final OutcomeWriter outcomes;
    private final ScheduledExecutorService keeperThread;
    private final Thread loop;
    private final Thread writerThread;
    private final Thread promoterThread;

    private final Signal news = new Signal();
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private volatile int newsBelow;
    private volatile boolean stopping;
    private volatile boolean unknownSuspected;

    private record Held(Lease lease, LeasedJob job) {}

    /**
     * @param redis for commands
     * @param blocking a client whose connections may be held by reads that wait
     * @param handlerThreads runs handlers; they may block
     */
    public JobConsumer(
            QueueSettings settings,
            Vertx vertx,
            Redis redis,
            Redis blocking,
            HandlerInvoker<?> invoker,
            CompletionHook hook,
            ObjectMapper json,
            Executor handlerThreads) {
        this.settings = settings;
        this.commands = new QueueCommands(settings.queue(), redis);
        this.handlers = new HandlerPool(settings, invoker, handlerThreads, this::started, this::ended);
        this.promoter = new DelayedJobPromoter(settings, commands);
        this.signals = new QueueSignals(settings.queue(), vertx, blocking, news::raise, promoter::wake);
        this.keeperThread =
                Executors.newSingleThreadScheduledExecutor(task -> named(task, "lease-" + settings.queue()));
        StalledJobRescuer rescuer = new StalledJobRescuer(settings, commands);
        this.leases = new LeaseKeeper(settings, commands, keeperThread, rescuer::rescue, new LeaseKeeper.HeldEntries() {
            @Override
            public int count() {
                return held.size();
            }

            @Override
            public void suspectUnknown() {
                unknownSuspected = true;
                news.raise();
            }
        });
        this.outcomes = new OutcomeWriter(settings, commands, hook, json, leases, this::written);
        this.loop = named(this::consume, "consumer-" + settings.queue());
        this.writerThread = named(outcomes, "outcomes-" + settings.queue());
        this.promoterThread = named(promoter, "promoter-" + settings.queue());
    }

    private static Thread named(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public void start() {
        leases.start();
        writerThread.start();
        promoterThread.start();
        loop.start();
        LOG.infof(
                "Consuming queue %s: concurrency %d, %s, %d attempts",
                settings.queue(),
                settings.concurrency(),
                settings.rateLimit() == 0
                        ? "no rate limit"
                        : "at most " + settings.rateLimit() + " per "
                                + settings.rateWindow().toMillis() + " ms",
                settings.attempts());
    }

    /** True while this process can take jobs: it is registered and Redis answers. */
    public boolean isReady() {
        return !stopping && leases.isKept();
    }

    public QueueSettings settings() {
        return settings;
    }

    /** Stops taking, lets running handlers end within the grace period, and gives the rest back unused. */
    public void stop() {
        stopping = true;
        handlers.stop();
        news.raise();
        promoter.stop();
        try {
            loop.join(5_000);
            awaitIdle(settings.gracePeriod());
            List<Held> unfinished = new ArrayList<>(held.values());
            release(unfinished);
            outcomes.stop(2_000);
            writerThread.join(4_000);
            keeperThread.shutdownNow();
            signals.close();
            await(commands.retire(leases.lease().consumer()));
            LOG.infof("Stopped consuming queue %s; %d jobs given back", settings.queue(), unfinished.size());
        } catch (RedisUnavailableException e) {
            LOG.warnf("Queue %s: stopped without Redis; jobs under way run again elsewhere", settings.queue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitIdle(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (held.size() > handlers.unstarted() && System.nanoTime() < end) {
            news.await(50);
        }
    }

    private void release(List<Held> unfinished) throws InterruptedException {
        for (Held job : unfinished) {
            if (!job.lease().isLost()) {
                await(commands.requeue(job.lease().consumer(), List.of(Requeueing.release(job.job()))));
            }
        }
    }

    private void consume() {
        boolean told = false;
        while (!stopping) {
            try {
                step();
                if (told) {
                    LOG.infof("Queue %s: Redis is back, consuming again", settings.queue());
                    told = false;
                }
            } catch (RedisUnavailableException e) {
                if (!told) {
                    LOG.warnf("Queue %s: Redis is away, trying again: %s", settings.queue(), e.getMessage());
                    told = true;
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "Queue %s: taking jobs failed", settings.queue());
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(REDIS_RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        Lease lease = leases.lease();
        if (unknownSuspected) {
            giveBackUnknown(lease);
        }
        int wanted = settings.concurrency() + (settings.rateLimit() == 0 ? prefetch.size() : 0);
        int busy = handlers.running() + handlers.unstarted();
        int free = Math.min(wanted - busy, wanted + MOST_UNWRITTEN - held.size());
        // Not for every job that ends: a batch is worth waiting for while handlers have something to do.
        newsBelow = wanted - (wanted - settings.concurrency()) / 2;
        if (free <= 0 && settings.rateLimit() == 0) {
            news.await(LONGEST_WAIT_MILLIS);
            return;
        }
        // With a rate limit also when no handler is free: the call reports starts, and their window runs from then.
        Taken taken = await(commands.take(
                lease.consumer(),
                Math.max(free, 0),
                settings.rateLimit(),
                settings.rateWindow(),
                handlers.unstarted()));
        if (taken.leaseLost()) {
            leases.lost(lease);
            return;
        }
        for (LeasedJob job : taken.jobs()) {
            held.put(job.place(), new Held(lease, job));
            handlers.add(lease, job);
        }
        if (taken.jobs().isEmpty()) {
            if (free > 0 && taken.waitMillis() < 0) {
                signals.arm(taken.lastEntries());
            }
            long wait = taken.waitMillis() < 0 ? LONGEST_WAIT_MILLIS : taken.waitMillis();
            news.await(Math.min(wait, LONGEST_WAIT_MILLIS));
        } else if (settings.rateLimit() == 0 && handlers.running() + handlers.unstarted() >= newsBelow) {
            news.await(LONGEST_WAIT_MILLIS);
        }
    }

    private void started() {
        if (settings.rateLimit() > 0) {
            news.raise();
        }
    }

    private void ended(EndedAttempt attempt) {
        prefetch.countEnded();
        outcomes.add(attempt);
        if (handlers.running() + handlers.unstarted() < newsBelow) {
            news.raise();
        }
    }

    private void written(EndedAttempt attempt) {
        held.remove(attempt.job().place());
        if (stopping || held.size() >= settings.concurrency() + MOST_UNWRITTEN / 2) {
            news.raise();
        }
    }

    /** Only in the taking thread: no answer to a take is under way here, so what Redis lists beyond ours was lost. */
    private void giveBackUnknown(Lease lease) throws InterruptedException {
        unknownSuspected = false;
        List<Requeueing> unknown = new ArrayList<>();
        for (LeasedJob job : await(commands.held(lease.consumer(), held.size() + settings.concurrency() + 1))) {
            if (!held.containsKey(job.place())) {
                unknown.add(Requeueing.release(job));
            }
        }
        if (!unknown.isEmpty()) {
            LOG.warnf("Queue %s: gave back %d jobs whose delivery got lost", settings.queue(), unknown.size());
            await(commands.requeue(lease.consumer(), unknown));
        }
    }
}
