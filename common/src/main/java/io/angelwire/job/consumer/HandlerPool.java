package io.angelwire.job.consumer;

import io.angelwire.job.JobOutcome;
import io.angelwire.job.consumer.JobObserver.Ending;
import io.angelwire.job.redis.LeasedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the handler on taken jobs, at most {@code concurrency} at once.
 *
 * <p>Jobs wait in a queue, and workers, tasks on the given threads, pull from it until it is empty: a quick handler
 * costs no hand-over between threads per job, an idle queue holds no thread.
 */
final class HandlerPool {

    private static final Logger LOG = Logger.getLogger(HandlerPool.class);
    private static final long START_SETTLES_NANOS = 5_000_000;

    private final Supplier<QueueSettings> settings;
    private final HandlerInvoker<?> invoker;
    private final Executor threads;
    private final Runnable onStart;
    private final Consumer<EndedAttempt> onEnd;
    private final JobObserver observer;
    private final LongSupplier redisMillis;
    private final Queue<Execution> waiting = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> unstartedByKey = new ConcurrentHashMap<>();
    private final AtomicInteger unstarted = new AtomicInteger();
    private final Queue<Start> justStarted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger workers = new AtomicInteger();
    private volatile boolean stopped;

    private record Start(String key, long nanos) {}

    /**
     * Jobs that count as not started for rate limits.
     *
     * @param byKey those of them that have a limit key
     */
    record Unstarted(int count, Map<String, Integer> byKey) {}

    /**
     * @param settings as they are now: the concurrency may change at any time
     * @param onStart called when a job's handler is about to run
     * @param onEnd called with each outcome; must not block
     * @param redisMillis Redis's time, ms since 1970
     */
    HandlerPool(
            Supplier<QueueSettings> settings,
            HandlerInvoker<?> invoker,
            Executor threads,
            Runnable onStart,
            Consumer<EndedAttempt> onEnd,
            JobObserver observer,
            LongSupplier redisMillis) {
        this.settings = settings;
        this.invoker = invoker;
        this.threads = threads;
        this.onStart = onStart;
        this.onEnd = onEnd;
        this.observer = observer;
        this.redisMillis = redisMillis;
    }

    /** Taken jobs whose handler has not started. */
    int unstarted() {
        return unstarted.get();
    }

    /**
     * What a rate limit has to count as not started. A start is told a little late: between the moment that is noted here
     * and the handler's first line the thread may have to wait for a processor, and a window that had begun before would
     * end too early.
     */
    Unstarted unstartedForLimits() {
        long settled = System.nanoTime() - START_SETTLES_NANOS;
        justStarted.removeIf(start -> start.nanos() < settled);
        int count = unstarted.get();
        Map<String, Integer> byKey = new HashMap<>(unstartedByKey);
        for (Start start : justStarted) {
            count++;
            if (start.key() != null) {
                byKey.merge(start.key(), 1, Integer::sum);
            }
        }
        return new Unstarted(count, byKey);
    }

    /** Whether there are starts that are still to be told. */
    boolean hasStartsToTell() {
        return !justStarted.isEmpty();
    }

    int running() {
        return running.get();
    }

    void add(Execution execution) {
        unstarted.incrementAndGet();
        countKey(execution.job(), 1);
        waiting.add(execution);
        startWorker();
    }

    /** Jobs that wait are not begun any more. */
    void stop() {
        stopped = true;
    }

    /** Takes out the jobs that wait. Whatever a worker has got before runs, even if its handler has not started. */
    List<Execution> withdraw() {
        List<Execution> withdrawn = new ArrayList<>();
        Execution next;
        while ((next = waiting.poll()) != null) {
            unstarted.decrementAndGet();
            countKey(next.job(), -1);
            withdrawn.add(next);
        }
        return withdrawn;
    }

    private void countKey(LeasedJob job, int change) {
        String key = job.content().limitKey();
        if (key != null) {
            unstartedByKey.merge(key, change, (before, by) -> before + by == 0 ? null : before + by);
        }
    }

    private void startWorker() {
        int now;
        do {
            now = workers.get();
            if (now >= settings.get().concurrency()) {
                return;
            }
        } while (!workers.compareAndSet(now, now + 1));
        threads.execute(this::work);
    }

    private void work() {
        try {
            Execution next;
            while (!stopped && workers.get() <= settings.get().concurrency() && (next = waiting.poll()) != null) {
                run(next);
            }
        } finally {
            workers.decrementAndGet();
        }
        // A job may have come between the last look and the decrement, when all workers counted as busy.
        if (!stopped && !waiting.isEmpty()) {
            startWorker();
        }
    }

    private void run(Execution execution) {
        LeasedJob job = execution.job();
        long started = System.nanoTime();
        boolean begun = execution.begin();
        JobObserver.Attempt observed =
                begun ? observer.begins(job, redisMillis.getAsLong() - job.readyMillis()) : JobObserver.Attempt.NONE;
        JobOutcome outcome = begun ? invoke(execution) : null;
        started(execution);
        outcome = ofStopped(execution, outcome);
        logUnlessCompleted(job, outcome);
        running.decrementAndGet();
        EndedAttempt ended = new EndedAttempt(execution.lease(), job, outcome, System.nanoTime() - started);
        observed.ended(
                execution.stopReason() == Execution.Stop.LEASE_LOST ? Ending.LOST : ended.ending(settings.get()),
                ended.ranNanos());
        execution.whenReported(() -> onEnd.accept(ended));
    }

    /** The handler is about to run, or never will. */
    private void started(Execution execution) {
        if (execution.countStart()) {
            if (settings.get().limits().countStarts()) {
                justStarted.add(new Start(execution.job().content().limitKey(), System.nanoTime()));
            }
            running.incrementAndGet();
            unstarted.decrementAndGet();
            countKey(execution.job(), -1);
            onStart.run();
        }
    }

    private JobOutcome invoke(Execution execution) {
        LeasedJob job = execution.job();
        QueueSettings now = settings.get();
        Duration timeout = job.content().timeout() == null
                ? now.tries().timeout()
                : job.content().timeout();
        Future<?> stop = timeout == null ? null : Timeouts.stopAfter(timeout, execution);
        try {
            return invoker.invoke(
                    execution, job.content().attemptsMade() + 1, maxAttempts(job, now), () -> started(execution));
        } catch (Throwable t) {
            // An Error: the job may be what causes it, so it counts as an attempt.
            LOG.errorf(t, "Job %s (%s) of queue %s", job.id(), job.content().name(), now.queue());
            return JobOutcome.retry(t.toString());
        } finally {
            if (stop != null) {
                stop.cancel(false);
            }
            execution.end();
        }
    }

    /** A job that was told to stop and completed all the same has completed; whatever else it did is that it stopped. */
    private static JobOutcome ofStopped(Execution execution, JobOutcome outcome) {
        if (execution.stopReason() == null || outcome instanceof JobOutcome.Completed) {
            return outcome;
        }
        return switch (execution.stopReason()) {
            case CANCELLED -> JobOutcome.cancelled("cancelled");
            case TIMED_OUT -> JobOutcome.retry("timed out");
            case LEASE_LOST -> JobOutcome.retry("lease lost");
        };
    }

    private static int maxAttempts(LeasedJob job, QueueSettings settings) {
        Integer own = job.content().attempts();
        return own == null ? settings.tries().attempts() : own;
    }

    private void logUnlessCompleted(LeasedJob job, JobOutcome outcome) {
        int attempt = job.content().attemptsMade() + 1;
        if (outcome instanceof JobOutcome.Retry || outcome instanceof JobOutcome.Failed) {
            LOG.warnf(
                    "Queue %s: job %s (%s) attempt %d: %s",
                    settings.get().queue(),
                    job.id(),
                    job.content().name(),
                    attempt,
                    outcome instanceof JobOutcome.Retry ? "failed, see its record" : "failed for good");
        } else {
            LOG.debugf(
                    "Queue %s: job %s (%s) attempt %d ended",
                    settings.get().queue(), job.id(), job.content().name(), attempt);
        }
    }
}
