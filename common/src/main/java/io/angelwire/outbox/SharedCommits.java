package io.angelwire.outbox;

import io.angelwire.database.DatabaseOutage;
import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverloadedException;
import io.angelwire.loop.BackgroundLoop;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Jobs that nothing else has to be committed with: those that come while one commit is under way share the next. A
 * commit costs the same for one row and for a hundred, and one after the other is all that a disk does anyway.
 */
@ApplicationScoped
public class SharedCommits {

    private static final int MOST_TOGETHER = 200;

    /** Half a minute's on a slow disk: whoever comes later would wait longer than callers do. */
    private static final int MOST_WAITING = 10_000;

    /** There is nothing to do until one comes, and that wakes. */
    private static final long IDLE_MILLIS = 60_000;

    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final TransactionalOutbox outbox;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final BackgroundLoop loop = new BackgroundLoop("shared-commits", this::commit);

    SharedCommits(TransactionalOutbox outbox) {
        this.outbox = outbox;
    }

    private record Waiting(OutboxRow row, CompletableFuture<Void> committed) {

        void end(RuntimeException failure) {
            if (failure == null) {
                committed.complete(null);
            } else {
                committed.completeExceptionally(failure);
            }
        }
    }

    @PostConstruct
    void start() {
        loop.start();
    }

    /** Requests have ended by then; if one has not, its job is told by whoever sweeps next. */
    @PreDestroy
    void stop() {
        loop.stop(LAST_COMMIT);
        end(drain(MOST_WAITING), new IllegalStateException("the service has stopped"));
    }

    /**
     * Never blocks.
     *
     * @return ends when the job is committed, on the thread that has committed it, which must not be kept
     * @throws io.angelwire.job.PayloadTooLargeException if the payload's JSON is too large
     * @throws QueueOverloadedException if too many jobs wait for the database already
     */
    public CompletionStage<Void> enqueue(QueueName queue, Job job) {
        Waiting mine = new Waiting(outbox.row(queue, job), new CompletableFuture<>());
        if (!waiting.offer(mine)) {
            throw new QueueOverloadedException(MOST_WAITING + " jobs wait to be committed", null);
        }
        loop.wake();
        return mine.committed();
    }

    private long commit() {
        List<Waiting> together = drain(MOST_TOGETHER);
        if (together.isEmpty()) {
            return IDLE_MILLIS;
        }
        RuntimeException failure = tryWrite(together);
        if (failure != null && together.size() > 1 && isOfARow(failure)) {
            // The others are none the worse for it.
            together.forEach(one -> one.end(tryWrite(List.of(one))));
        } else {
            end(together, failure);
            if (DatabaseOutage.isCauseOf(failure)) {
                // They have waited for it already, each batch after the other would wait as long once more.
                end(drain(MOST_WAITING), failure);
            }
        }
        return 0;
    }

    private List<Waiting> drain(int most) {
        List<Waiting> drained = new ArrayList<>();
        waiting.drainTo(drained, most);
        return drained;
    }

    private static void end(List<Waiting> together, RuntimeException failure) {
        together.forEach(one -> one.end(failure));
    }

    /** @return null if they are committed */
    private RuntimeException tryWrite(List<Waiting> rows) {
        try {
            QuarkusTransaction.requiringNew().run(() -> rows.forEach(one -> outbox.add(one.row())));
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    /** Whether it was what a row holds, and not the database, that is out of order (SQL states of the classes 22, 23). */
    private static boolean isOfARow(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22") || sql.getSQLState().startsWith("23");
            }
        }
        return false;
    }
}
