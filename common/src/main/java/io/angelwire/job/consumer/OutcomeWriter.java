package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.redis.LeasedJob;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Cancellation;
import io.angelwire.job.redis.QueueCommands.Completion;
import io.angelwire.job.redis.QueueCommands.Failure;
import io.angelwire.job.redis.QueueCommands.Finished;
import io.angelwire.job.redis.QueueCommands.Kind;
import io.angelwire.job.redis.QueueCommands.Requeueing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tells Redis how attempts ended, many in one script call. What can't be told because Redis or the hook's database is
 * away is told again until it is, or until the lease is lost: the jobs are still this consumer's.
 */
final class OutcomeWriter implements Runnable {

    private static final Logger LOG = Logger.getLogger(OutcomeWriter.class);
    private static final int LARGEST_BATCH = 500;
    private static final long RETRY_MILLIS = 200;
    private static final int LONGEST_REASON = 1_000;

    /** While many attempts end, a short wait makes few large calls of many small ones. */
    private static final int BUSY_BATCH = 4;

    private static final int GOOD_BATCH = 300;
    private static final long LINGER_NANOS = 500_000;
    private static final long LONGEST_LINGER_NANOS = 2_000_000;

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final CompletionHook hook;
    private final ObjectMapper json;
    private final PayloadCipher cipher;
    private final LeaseKeeper leases;
    private final Consumer<EndedAttempt> onWritten;
    private final BlockingQueue<EndedAttempt> ended = new LinkedBlockingQueue<>();
    private volatile boolean stopping;
    private volatile long giveUpNanos;

    /** @param onWritten called for each attempt that Redis knows of, or whose lease is lost */
    OutcomeWriter(
            QueueSettings settings,
            QueueCommands commands,
            CompletionHook hook,
            ObjectMapper json,
            PayloadCipher cipher,
            LeaseKeeper leases,
            Consumer<EndedAttempt> onWritten) {
        this.settings = settings;
        this.commands = commands;
        this.hook = hook;
        this.json = json;
        this.cipher = cipher;
        this.leases = leases;
        this.onWritten = onWritten;
    }

    void add(EndedAttempt attempt) {
        ended.add(attempt);
    }

    /** Ends the loop once all is written, or after the time. */
    void stop(long patienceMillis) {
        giveUpNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        stopping = true;
    }

    @Override
    public void run() {
        List<EndedAttempt> batch = new ArrayList<>(LARGEST_BATCH);
        int lastBatch = 0;
        try {
            while (!stopping || !ended.isEmpty()) {
                EndedAttempt first = ended.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    if (lastBatch >= BUSY_BATCH) {
                        linger();
                    }
                    batch.add(first);
                    ended.drainTo(batch, LARGEST_BATCH - 1);
                    lastBatch = batch.size();
                    writeUntilDone(batch);
                    batch.forEach(onWritten);
                    batch.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void linger() {
        long end = System.nanoTime() + LONGEST_LINGER_NANOS;
        int before = 0;
        while (ended.size() < GOOD_BATCH && ended.size() >= before + BUSY_BATCH && System.nanoTime() < end) {
            before = ended.size();
            LockSupport.parkNanos(LINGER_NANOS);
        }
    }

    private void writeUntilDone(List<EndedAttempt> batch) throws InterruptedException {
        Map<Lease, List<EndedAttempt>> byLease = new LinkedHashMap<>();
        batch.forEach(attempt -> byLease.computeIfAbsent(attempt.lease(), any -> new ArrayList<>())
                .add(attempt));
        for (var leased : byLease.entrySet()) {
            boolean told = false;
            while (!leased.getKey().isLost() && !tryWrite(leased.getKey(), leased.getValue(), told)) {
                told = true;
                if (stopping && System.nanoTime() > giveUpNanos) {
                    LOG.warnf(
                            "Queue %s: stopped before %d outcomes could be written; those jobs run again",
                            settings.queue(), leased.getValue().size());
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        }
    }

    private boolean tryWrite(Lease lease, List<EndedAttempt> attempts, boolean told) throws InterruptedException {
        try {
            write(lease, attempts);
            return true;
        } catch (RuntimeException e) {
            if (!told) {
                LOG.warnf(
                        "Queue %s: %d outcomes can't be written yet, trying again: %s",
                        settings.queue(), attempts.size(), e.getMessage());
            }
            return false;
        }
    }

    private void write(Lease lease, List<EndedAttempt> attempts) throws InterruptedException {
        Outcomes outcomes = new Outcomes();
        for (EndedAttempt attempt : attempts) {
            try {
                sort(attempt, outcomes);
            } catch (RuntimeException e) {
                // It would hold up all others for as long as it is tried again.
                LOG.errorf(
                        e,
                        "Queue %s: the outcome of job %s can't be told",
                        settings.queue(),
                        attempt.job().id());
                outcomes.failures.add(failure(attempt, "its outcome can't be told: " + e));
            }
        }
        if (!outcomes.tracked.isEmpty()) {
            hook.beforeCompletion(settings.queue().whole(), outcomes.tracked);
        }
        String consumer = lease.consumer();
        int keep = settings.retention().completed();
        for (var completions : outcomes.completions.entrySet()) {
            check(lease, commands.complete(consumer, keep, completions.getKey(), completions.getValue()));
        }
        if (!outcomes.cancellations.isEmpty()) {
            check(lease, commands.endCancelled(consumer, keep, outcomes.cancellations));
        }
        if (!outcomes.requeueings.isEmpty()) {
            check(lease, commands.requeue(consumer, keep, outcomes.requeueings));
        }
        if (!outcomes.failures.isEmpty()) {
            check(lease, commands.fail(consumer, settings.retention().failed(), keep, outcomes.failures));
        }
    }

    /** A batch of outcomes by what Redis is to be told. */
    private static final class Outcomes {
        final Map<Kind, List<Completion>> completions = new LinkedHashMap<>();
        final List<Cancellation> cancellations = new ArrayList<>();
        final List<Requeueing> requeueings = new ArrayList<>();
        final List<Failure> failures = new ArrayList<>();
        final List<String> tracked = new ArrayList<>();

        void complete(LeasedJob job, String result, long ranMillis) {
            completions
                    .computeIfAbsent(Kind.of(job), any -> new ArrayList<>())
                    .add(new Completion(job, result, ranMillis));
            track(job);
        }

        void cancel(LeasedJob job, String reason, long ranMillis) {
            cancellations.add(new Cancellation(job, reason, ranMillis));
            track(job);
        }

        private void track(LeasedJob job) {
            if (job.content().tracked()) {
                tracked.add(job.id());
            }
        }
    }

    private void check(Lease lease, Future<Finished> written) throws InterruptedException {
        if (await(written).leaseLost()) {
            leases.lost(lease);
        }
    }

    private void sort(EndedAttempt attempt, Outcomes outcomes) {
        LeasedJob job = attempt.job();
        JobOutcome outcome = attempt.outcome();
        if (outcome instanceof JobOutcome.Completed completed) {
            String result = write(completed.result());
            outcomes.complete(
                    job,
                    result.isEmpty() ? "" : cipher.encrypt(settings.queue().whole(), job.id(), result),
                    attempt.ranMillis());
        } else if (outcome instanceof JobOutcome.Cancelled cancelled) {
            outcomes.cancel(job, write(oneLine(cancelled.reason())), attempt.ranMillis());
        } else if (outcome instanceof JobOutcome.Snooze snooze) {
            outcomes.requeueings.add(Requeueing.after(
                    job, Math.max(snooze.delay().toMillis(), 1), job.content().attemptsMade(), ""));
        } else if (outcome instanceof JobOutcome.Failed failed) {
            outcomes.failures.add(failure(attempt, failed.reason()));
        } else if (outcome instanceof JobOutcome.Retry retry) {
            if (attempt.attempt() >= attempt.maxAttempts(settings)) {
                outcomes.failures.add(failure(attempt, retry.reason()));
            } else {
                long delay = attempt.backoff(settings, retry).toMillis();
                outcomes.requeueings.add(
                        Requeueing.after(job, delay, attempt.attempt(), record(attempt, oneLine(retry.reason()))));
            }
        }
    }

    private Failure failure(EndedAttempt attempt, String reason) {
        String line = oneLine(reason);
        return new Failure(attempt.job(), line, attempt.attempt(), record(attempt, line));
    }

    /** As the events of the queue need it, and no longer than a record is worth. */
    private static String oneLine(String reason) {
        String line = String.valueOf(reason).replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }

    private String record(EndedAttempt attempt, String error) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("endedAt", System.currentTimeMillis());
        failure.put("ranMillis", attempt.ranMillis());
        failure.put("consumer", attempt.lease().consumer());
        failure.put("error", error);
        return write(failure);
    }

    private String write(Object value) {
        try {
            return value == null ? "" : json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            LOG.errorf(
                    "Queue %s: a result can't be written as JSON and is dropped: %s", settings.queue(), e.getMessage());
            return "";
        }
    }
}
