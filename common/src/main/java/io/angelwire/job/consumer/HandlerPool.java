package io.angelwire.job.consumer;

import io.angelwire.job.JobOutcome;
import io.angelwire.job.redis.LeasedJob;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Runs the handler on taken jobs, at most {@code concurrency} at once.
 *
 * <p>Jobs wait in a queue, and workers, tasks on the given threads, pull from it until it is empty: a quick handler
 * costs no hand-over between threads per job, an idle queue holds no thread.
 */
final class HandlerPool {

    private static final Logger LOG = Logger.getLogger(HandlerPool.class);

    private final QueueSettings settings;
    private final HandlerInvoker<?> invoker;
    private final Executor threads;
    private final Runnable onStart;
    private final Consumer<EndedAttempt> onEnd;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unstarted = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger workers = new AtomicInteger();
    private volatile boolean stopped;

    private record Waiting(Lease lease, LeasedJob job) {}

    /**
     * @param onStart called when a job's handler is about to run
     * @param onEnd called with each outcome, on the handler's thread
     */
    HandlerPool(
            QueueSettings settings,
            HandlerInvoker<?> invoker,
            Executor threads,
            Runnable onStart,
            Consumer<EndedAttempt> onEnd) {
        this.settings = settings;
        this.invoker = invoker;
        this.threads = threads;
        this.onStart = onStart;
        this.onEnd = onEnd;
    }

    /** Taken jobs whose handler has not started. */
    int unstarted() {
        return unstarted.get();
    }

    int running() {
        return running.get();
    }

    void add(Lease lease, LeasedJob job) {
        unstarted.incrementAndGet();
        waiting.add(new Waiting(lease, job));
        startWorker();
    }

    /** Jobs that have not started are not started any more. */
    void stop() {
        stopped = true;
    }

    private void startWorker() {
        int now;
        do {
            now = workers.get();
            if (now >= settings.concurrency()) {
                return;
            }
        } while (!workers.compareAndSet(now, now + 1));
        threads.execute(this::work);
    }

    private void work() {
        try {
            Waiting next;
            while (!stopped && (next = waiting.poll()) != null) {
                run(next.lease(), next.job());
            }
        } finally {
            workers.decrementAndGet();
        }
        // A job may have come between the last look and the decrement, when all workers counted as busy.
        if (!stopped && !waiting.isEmpty()) {
            startWorker();
        }
    }

    private void run(Lease lease, LeasedJob job) {
        running.incrementAndGet();
        unstarted.decrementAndGet();
        onStart.run();
        int attempt = job.content().attemptsMade() + 1;
        long started = System.nanoTime();
        JobOutcome outcome;
        try {
            outcome = invoker.invoke(job, attempt, maxAttempts(job));
        } catch (Throwable t) {
            // An Error: the job may be what causes it, so it counts as an attempt.
            LOG.errorf(t, "Job %s (%s) attempt %d", job.id(), job.content().name(), attempt);
            outcome = JobOutcome.retry(t.toString());
        }
        logUnlessCompleted(job, attempt, outcome);
        running.decrementAndGet();
        onEnd.accept(new EndedAttempt(lease, job, outcome, System.nanoTime() - started));
    }

    private int maxAttempts(LeasedJob job) {
        Integer own = job.content().attempts();
        return own == null ? settings.attempts() : own;
    }

    private void logUnlessCompleted(LeasedJob job, int attempt, JobOutcome outcome) {
        if (outcome instanceof JobOutcome.Retry || outcome instanceof JobOutcome.Failed) {
            LOG.warnf(
                    "Queue %s: job %s (%s) attempt %d: %s",
                    settings.queue(),
                    job.id(),
                    job.content().name(),
                    attempt,
                    outcome instanceof JobOutcome.Retry ? "failed, see its record" : "failed for good");
        } else {
            LOG.debugf(
                    "Queue %s: job %s (%s) attempt %d ended",
                    settings.queue(), job.id(), job.content().name(), attempt);
        }
    }
}
