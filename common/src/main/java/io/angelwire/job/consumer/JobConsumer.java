package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.redis.ChildNotices;
import io.angelwire.job.redis.LeasedJob;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Heartbeat;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.redis.QueueCommands.Requeueing;
import io.angelwire.job.redis.QueueCommands.Taken;
import io.angelwire.loop.Signal;
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
 * nobody runs: the loop looks for them and gives them back, at once if it knows, else when heartbeats count more than is
 * held here. An outcome that can't be
 * written keeps its job leased. A process that dies is rescued from by the others. A process that was presumed dead
 * finds every call refused, and goes on under a new name.
 */
public final class JobConsumer {

    private static final Logger LOG = Logger.getLogger(JobConsumer.class);
    private static final long LONGEST_WAIT_MILLIS = 1_000;
    private static final long REDIS_RETRY_MILLIS = 250;
    private static final long TELL_STARTS_MILLIS = 6;
    private static final int LARGE_TAKE = 8;

    /** Attempts whose outcome is not written yet, beyond those running: past that, Redis is too slow to take more. */
    private static final int MOST_UNWRITTEN = 2_000;

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final ObjectMapper json;
    private final PayloadCipher cipher;
    private final JobObserver observer;
    private final HandlerPool handlers;
    private final Prefetch prefetch = new Prefetch();
    private final LeaseKeeper leases;
    private final QueueSignals signals;
    private final DelayedJobPromoter promoter;
    private final OutcomeWriter outcomes;
    private final ScheduledExecutorService keeperThread;
    private final Housekeeper housekeeper;
    private final Thread loop;
    private final Thread writerThread;

    private final Signal news = new Signal();
    private final Map<String, Execution> held = new ConcurrentHashMap<>();
    private volatile QueueSettings current;
    private volatile int settingsVersion;
    private volatile int newsBelow;
    private volatile boolean stopping;
    private volatile boolean unknownSuspected;
    private volatile boolean taking;
    private boolean deep;

    /** Unobserved. */
    public JobConsumer(
            QueueSettings settings,
            Vertx vertx,
            Redis redis,
            Redis blocking,
            HandlerInvoker<?> invoker,
            CompletionHook hook,
            ObjectMapper json,
            PayloadCipher cipher,
            Executor handlerThreads) {
        this(settings, vertx, redis, blocking, invoker, hook, json, cipher, handlerThreads, JobObserver.NONE);
    }

    /**
     * @param redis for commands
     * @param blocking a client whose connections may be held by reads that wait
     * @param cipher of the queue's results, and of those of its jobs' children
     * @param handlerThreads runs handlers; they may block
     * @param observer told what happens
     */
    public JobConsumer(
            QueueSettings settings,
            Vertx vertx,
            Redis redis,
            Redis blocking,
            HandlerInvoker<?> invoker,
            CompletionHook hook,
            ObjectMapper json,
            PayloadCipher cipher,
            Executor handlerThreads,
            JobObserver observer) {
        this.settings = settings;
        this.current = settings;
        this.json = json;
        this.cipher = cipher;
        this.observer = observer;
        this.commands = new QueueCommands(settings.queue(), redis);
        this.handlers = new HandlerPool(
                () -> current, invoker, handlerThreads, this::started, this::ended, observer, this::redisMillis);
        this.promoter = new DelayedJobPromoter(settings, commands, observer);
        this.signals = new QueueSignals(settings.queue(), vertx, blocking, news::raise);
        this.keeperThread =
                Executors.newSingleThreadScheduledExecutor(task -> named(task, "lease-" + settings.queue()));
        StalledJobRescuer rescuer = new StalledJobRescuer(settings, commands, observer);
        this.leases = new LeaseKeeper(settings, commands, keeperThread, rescuer::rescue, new Beats());
        this.outcomes = new OutcomeWriter(settings, commands, hook, json, cipher, leases, this::written);
        this.housekeeper = new Housekeeper(settings, commands, new ChildNotices(settings.queue(), redis));
        this.loop = named(this::consume, "consumer-" + settings.queue());
        this.writerThread = named(outcomes, "outcomes-" + settings.queue());
    }

    private static Thread named(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    public void start() {
        leases.start();
        housekeeper.start();
        writerThread.start();
        promoter.start();
        loop.start();
        LOG.infof(
                "Consuming queue %s: concurrency %d, %s, %d attempts",
                settings.queue(),
                settings.concurrency(),
                settings.limits().rate() == 0
                        ? "no rate limit"
                        : "at most " + settings.limits().rate() + " per "
                                + settings.limits().rateWindow().toMillis() + " ms",
                settings.tries().attempts());
    }

    /** True while this process can take jobs: it is registered and Redis answers. */
    public boolean isReady() {
        return !stopping && leases.isKept();
    }

    /** The time of the Redis that has the queue, in ms since 1970. */
    public long redisMillis() {
        return leases.redisMillis();
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
            List<Execution> unfinished = new ArrayList<>(held.values());
            release(unfinished);
            outcomes.stop(2_000);
            writerThread.join(4_000);
            keeperThread.shutdownNow();
            housekeeper.stop();
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
        int unbegun = handlers.withdraw().size();
        while (held.size() > unbegun && System.nanoTime() < end) {
            news.await(50);
            unbegun += handlers.withdraw().size();
        }
    }

    private void release(List<Execution> unfinished) throws InterruptedException {
        for (Execution job : unfinished) {
            if (!job.lease().isLost()) {
                requeue(job.lease(), List.of(Requeueing.release(job.job())));
            }
            // Another process may run it from now on.
            job.stop(Execution.Stop.LEASE_LOST);
        }
    }

    private void requeue(Lease lease, List<Requeueing> jobs) throws InterruptedException {
        await(commands.requeue(lease.consumer(), settings.retention().completed(), jobs));
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
        if (handlers.unstarted() > 0 && prefetch.isStalled()) {
            giveBackWaiting(lease);
        }
        QueueSettings now = current;
        Limits limits = now.limits();
        int wanted = now.concurrency() + (limits.equals(Limits.NONE) ? prefetch.size() : 0);
        int busy = handlers.running() + handlers.unstarted();
        int free = Math.min(wanted - busy, wanted + MOST_UNWRITTEN - held.size());
        // Not for every job that ends: a batch is worth waiting for while handlers have something to do.
        newsBelow = wanted - (wanted - now.concurrency()) / 2;
        if (free <= 0 && !limits.countStarts()) {
            news.await(LONGEST_WAIT_MILLIS);
            return;
        }
        // With a rate limit also when no handler is free: the call reports starts, and their window runs from then.
        Taken taken = take(lease, Math.max(free, 0), limits);
        if (taken.leaseLost()) {
            leases.lost(lease);
            return;
        }
        promoter.dueIn(taken.dueMillis());
        if (!taken.jobs().isEmpty()) {
            prefetch.countTaken();
        }
        for (LeasedJob job : taken.jobs()) {
            Execution execution = new Execution(lease, job, commands, json, cipher);
            held.put(job.place(), execution);
            handlers.add(execution);
        }
        if (taken.jobs().isEmpty()) {
            if (free > 0 && !taken.newsAfter().isEmpty()) {
                signals.arm(taken.newsAfter());
            }
            long wait = taken.waitMillis() < 0 ? LONGEST_WAIT_MILLIS : taken.waitMillis();
            if (limits.countStarts() && handlers.hasStartsToTell()) {
                wait = Math.min(wait, TELL_STARTS_MILLIS);
            }
            rest(Math.min(wait, LONGEST_WAIT_MILLIS), free > 0 && taken.waitMillis() >= 0);
        } else if (!limits.countStarts() && handlers.running() + handlers.unstarted() >= newsBelow) {
            news.await(LONGEST_WAIT_MILLIS);
        }
    }

    private void rest(long millis, boolean limited) throws InterruptedException {
        long began = System.nanoTime();
        news.await(millis);
        if (limited) {
            observer.heldBack(System.nanoTime() - began);
        }
    }

    private Taken take(Lease lease, int most, Limits limits) throws InterruptedException {
        taking = true;
        try {
            Taken taken = takeByScript(lease, most, limits);
            if (taken.readable() > 0) {
                taken = taken.with(await(commands.read(lease.consumer(), taken.readable())));
                if (taken.jobs().isEmpty()) {
                    // Only the script tells what to wait for.
                    deep = false;
                    taken = takeByScript(lease, most, limits);
                }
            }
            // A second call pays only when there is much to do.
            deep = taken.jobs().size() == most && most >= LARGE_TAKE;
            return taken;
        } catch (RedisUnavailableException e) {
            // It may have leased jobs all the same.
            unknownSuspected = true;
            throw e;
        } finally {
            taking = false;
        }
    }

    private Taken takeByScript(Lease lease, int most, Limits limits) throws InterruptedException {
        HandlerPool.Unstarted unstarted = handlers.unstartedForLimits();
        return await(commands.take(lease.consumer(), most, limits, deep, unstarted.count(), unstarted.byKey()));
    }

    private void started() {
        if (current.limits().countStarts()) {
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
        if (stopping || held.size() >= current.concurrency() + MOST_UNWRITTEN / 2) {
            news.raise();
        }
        if (attempt.job().content().linked()) {
            housekeeper.notifyParents();
        }
    }

    /** Only in the taking thread: no answer to a take is under way here, so what Redis lists beyond ours was lost. */
    private void giveBackUnknown(Lease lease) throws InterruptedException {
        unknownSuspected = false;
        int mostInOneAnswer = current.concurrency() + Prefetch.MOST;
        List<Requeueing> unknown = new ArrayList<>();
        for (LeasedJob job : await(commands.held(lease.consumer(), held.size() + mostInOneAnswer))) {
            if (!held.containsKey(job.place())) {
                unknown.add(Requeueing.release(job));
            }
        }
        if (!unknown.isEmpty()) {
            LOG.warnf("Queue %s: gave back %d jobs whose delivery got lost", settings.queue(), unknown.size());
            requeue(lease, unknown);
        }
    }

    /** Jobs that were leased ahead of handlers that turn out to be slow: another process may have a handler free. */
    private void giveBackWaiting(Lease lease) throws InterruptedException {
        prefetch.forget();
        List<Execution> waiting = handlers.withdraw();
        waiting.forEach(execution -> held.remove(execution.job().place()));
        List<Requeueing> given = waiting.stream()
                .filter(execution -> execution.lease() == lease)
                .map(execution -> Requeueing.release(execution.job()))
                .toList();
        if (given.isEmpty()) {
            return;
        }
        try {
            requeue(lease, given);
        } catch (RedisUnavailableException e) {
            // Whether they were given back is not known: what Redis still lists will be.
            unknownSuspected = true;
            throw e;
        }
    }

    /** What the heartbeat brings. */
    private final class Beats implements LeaseKeeper.Listener {

        /** An answer that is under way may bring more: then Redis is believed. */
        @Override
        public int held() {
            return taking ? Integer.MAX_VALUE : held.size();
        }

        @Override
        public void suspectUnknown() {
            unknownSuspected = true;
            news.raise();
        }

        @Override
        public void heard(Heartbeat beat) throws InterruptedException {
            for (String place : beat.cancels()) {
                Execution execution = held.get(place);
                if (execution != null) {
                    execution.stop(Execution.Stop.CANCELLED);
                }
            }
            if (beat.notices() > 0) {
                housekeeper.notifyParents();
            }
            if (beat.settingsVersion() != settingsVersion) {
                current = settings.overriddenBy(await(commands.overrides()));
                settingsVersion = beat.settingsVersion();
                LOG.infof("Queue %s: settings changed to version %d", settings.queue(), settingsVersion);
                news.raise();
            }
        }

        @Override
        public void lost(Lease lease) {
            observer.leaseLost();
            held.values().stream()
                    .filter(execution -> execution.lease() == lease)
                    .forEach(execution -> execution.stop(Execution.Stop.LEASE_LOST));
        }
    }
}
