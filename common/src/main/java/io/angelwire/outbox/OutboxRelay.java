package io.angelwire.outbox;

import com.fasterxml.jackson.databind.util.RawValue;
import io.angelwire.job.Enqueued;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisJobProducer.PreparedJob;
import io.angelwire.outbox.OutboxRow.Kind;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells Redis what transactions have committed.
 *
 * <p>Rows of this process's own transactions are pushed right after the commit, in that order, without reading them
 * back. Once a second it looks for what was left over: rows of processes that died, rows that Redis refused, and, when
 * {@link RedisEpoch} says that Redis was restarted or emptied, every job that has not ended. Pushing twice is harmless:
 * a queue knows its jobs by id, a room its events. Events of a batch go before its jobs, so that what a job brings
 * about is never told before what brought about the job.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int ROWS_PER_PUSH = 500;
    private static final long SWEEP_MILLIS = 1_000;
    private static final long SWEEP_WHEN_BUSY_MILLIS = 5_000;
    private static final long ANSWER_SECONDS = 5;

    /** Beyond this, rows are left to the sweep: the table holds them, memory need not. */
    private static final int MOST_PENDING = 20_000;

    private final OutboxRepository repository;
    private final RedisEpoch redisEpoch;
    private final RedisJobProducer producer;
    private final RealtimePublisher publisher;
    private final QueueInspector inspector;
    private final Tracer tracer;
    private final BlockingQueue<OutboxRow> committed = new LinkedBlockingQueue<>(MOST_PENDING);
    private final Thread thread = new Thread(this::relay, "outbox-relay");
    private volatile boolean stopping;
    private String epoch;
    private boolean told;

    OutboxRelay(
            OutboxRepository repository,
            RedisEpoch redisEpoch,
            RedisJobProducer producer,
            RealtimePublisher publisher,
            QueueInspector inspector,
            Tracer tracer) {
        this.repository = repository;
        this.redisEpoch = redisEpoch;
        this.producer = producer;
        this.publisher = publisher;
        this.inspector = inspector;
        this.tracer = tracer;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    /** After the consumers have stopped: their last transactions are told, too. */
    void stop(@Observes @jakarta.annotation.Priority(Interceptor.Priority.LIBRARY_BEFORE) ShutdownEvent event)
            throws InterruptedException {
        stopping = true;
        thread.join(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
    }

    /** Rows of a transaction that has just committed. */
    void push(List<OutboxRow> rows) {
        for (OutboxRow row : rows) {
            if (!committed.offer(row)) {
                return;
            }
        }
    }

    private void relay() {
        long sweptNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS);
        try {
            while (!stopping || !committed.isEmpty()) {
                OutboxRow first = committed.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<OutboxRow> batch = new ArrayList<>();
                    batch.add(first);
                    committed.drainTo(batch, ROWS_PER_PUSH - 1);
                    attempt(() -> {
                        // Without a known epoch the rows count as not told, and the sweep tells them again.
                        pushAndMark(batch, epoch);
                        return 0;
                    });
                }
                // A sweep would find those that are about to be pushed anyway: first these, but not for ever.
                long patience = committed.isEmpty() ? SWEEP_MILLIS : SWEEP_WHEN_BUSY_MILLIS;
                if (System.nanoTime() - sweptNanos > TimeUnit.MILLISECONDS.toNanos(patience)) {
                    sweep();
                    sweptNanos = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() throws InterruptedException {
        int swept;
        do {
            swept = attempt(() -> {
                epoch = await(redisEpoch.current().toCompletionStage());
                return QuarkusTransaction.requiringNew().call(() -> {
                    List<OutboxRow> rows = repository.claim(epoch, ROWS_PER_PUSH);
                    if (!rows.isEmpty()) {
                        pushAndMark(rows, epoch);
                        LOG.infof("Outbox: told Redis of %d rows that were left over", rows.size());
                    }
                    return rows.size();
                });
            });
        } while (swept == ROWS_PER_PUSH && !stopping);
    }

    private interface Attempt {
        int run() throws Exception;
    }

    /** Failing is no loss: the rows stay, and the next sweep finds them. */
    private int attempt(Attempt attempt) throws InterruptedException {
        try {
            int done = attempt.run();
            told = false;
            return done;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (!told) {
                LOG.warnf("Outbox: rows can't be pushed yet, trying again: %s", e.getMessage());
                LOG.debug("Pushing failed", e);
                told = true;
            }
            return 0;
        }
    }

    private void pushAndMark(List<OutboxRow> rows, String toEpoch) throws Exception {
        try (PushSpans spans = PushSpans.begin(rows, tracer)) {
            push(rows, toEpoch);
            spans.pushed();
        }
    }

    private void push(List<OutboxRow> rows, String toEpoch) throws Exception {
        List<RealtimeEvent> events = new ArrayList<>();
        Map<QueueName, List<PreparedJob>> jobs = new LinkedHashMap<>();
        for (OutboxRow row : rows) {
            if (row.kind() == Kind.EVENT) {
                events.add(new RealtimeEvent(
                        UUID.fromString(row.id()),
                        Room.parse(row.target()),
                        row.name(),
                        new RawValue(row.content()),
                        row.trace()));
            } else {
                jobs.computeIfAbsent(new QueueName(row.target()), any -> new ArrayList<>())
                        .add(new PreparedJob(
                                row.id(),
                                row.name(),
                                row.content(),
                                row.options(),
                                row.lane(),
                                Math.max(row.delayMillis(), 0),
                                row.links()));
            }
        }
        if (!events.isEmpty()) {
            await(publisher.publish(events));
        }
        Map<QueueName, CompletionStage<List<Enqueued>>> answers = new LinkedHashMap<>();
        jobs.forEach((queue, prepared) -> answers.put(queue, producer.enqueuePrepared(queue, prepared)));
        Map<QueueName, List<String>> over = new LinkedHashMap<>();
        for (var answer : answers.entrySet()) {
            List<Enqueued> enqueued = await(answer.getValue());
            List<String> ids = superseded(jobs.get(answer.getKey()), enqueued);
            ids.addAll(ended(answer.getKey(), enqueued));
            if (!ids.isEmpty()) {
                over.put(answer.getKey(), ids);
            }
        }
        repository.pushed(rows, toEpoch);
        over.forEach((queue, ids) -> repository.delete(Kind.JOB, queue.value(), ids));
    }

    /**
     * Jobs that were accepted once more, under the same id, when they had ended: nothing else would ever take their rows
     * away. One that has failed is its dead letter's.
     */
    private List<String> ended(QueueName queue, List<Enqueued> answers) throws Exception {
        List<CompletionStage<Optional<JobDetails>>> known = answers.stream()
                .filter(answer -> answer.status() == Enqueued.Status.KNOWN)
                .map(answer -> inspector.find(queue, answer.jobId()))
                .toList();
        List<String> ids = new ArrayList<>();
        for (CompletionStage<Optional<JobDetails>> found : known) {
            await(found)
                    .filter(job -> job.state() == JobState.COMPLETED || job.state() == JobState.CANCELLED)
                    .ifPresent(job -> ids.add(job.id()));
        }
        return ids;
    }

    /** Jobs that gave way to others with the same deduplication key: they will never end, so their rows go now. */
    private static List<String> superseded(List<PreparedJob> jobs, List<Enqueued> answers) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Enqueued answer = answers.get(i);
            if (answer.status() == Enqueued.Status.DEDUPLICATED) {
                ids.add(jobs.get(i).id());
            } else if (answer.status() == Enqueued.Status.REPLACED) {
                ids.add(answer.replaced());
            }
        }
        return ids;
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
