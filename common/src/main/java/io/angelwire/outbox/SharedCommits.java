package io.angelwire.outbox;

import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Jobs that nothing else has to be committed with: those that come while one commit is under way share the next. A
 * commit costs the same for one row and for a hundred, and one after the other is all that a disk does anyway.
 */
@ApplicationScoped
public class SharedCommits {

    private static final int MOST_TOGETHER = 200;

    private final TransactionalOutbox outbox;
    private final Lock turn = new ReentrantLock();
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    SharedCommits(TransactionalOutbox outbox) {
        this.outbox = outbox;
    }

    private static final class Waiting {
        final OutboxRow row;
        boolean ended;
        RuntimeException failure;

        Waiting(OutboxRow row) {
            this.row = row;
        }

        void end(RuntimeException outcome) {
            failure = outcome;
            ended = true;
        }
    }

    /**
     * Returns when the job is committed.
     *
     * @throws io.angelwire.job.PayloadTooLargeException if the payload's JSON is too large
     */
    public void enqueue(QueueName queue, Job job) {
        Waiting mine = new Waiting(outbox.row(queue, job));
        waiting.add(mine);
        // Whose turn it is writes for all who wait; most find theirs ended when they get it.
        turn.lock();
        try {
            while (!mine.ended) {
                writeTogether();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    private void writeTogether() {
        List<Waiting> together = new ArrayList<>();
        Waiting next;
        while (together.size() < MOST_TOGETHER && (next = waiting.poll()) != null) {
            together.add(next);
        }
        RuntimeException failure = tryWrite(together);
        if (failure != null && together.size() > 1 && isOfARow(failure)) {
            // The others are none the worse for it.
            together.forEach(one -> one.end(tryWrite(List.of(one))));
        } else {
            together.forEach(one -> one.end(failure));
        }
    }

    /** @return null if they are committed */
    private RuntimeException tryWrite(List<Waiting> rows) {
        try {
            QuarkusTransaction.requiringNew().run(() -> rows.forEach(one -> outbox.add(one.row)));
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
