package io.angelwire.testing;

import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import io.angelwire.outbox.ReplayedJob;
import io.angelwire.realtime.RealtimeEvent;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes everything on to a real outbox and remembers what committed transactions have sent; what was rolled back never
 * was.
 */
public class CommittedOutbox implements Outbox {

    private final Outbox outbox;
    private final RecordingOutbox record;
    private final TransactionSynchronizationRegistry transactions;

    public CommittedOutbox(Outbox outbox, RecordingOutbox record, TransactionSynchronizationRegistry transactions) {
        this.outbox = outbox;
        this.record = record;
        this.transactions = transactions;
    }

    @Override
    public void enqueue(QueueName queue, Job job) {
        outbox.enqueue(queue, job);
        afterCommit(() -> record.enqueue(queue, job));
    }

    @Override
    public void enqueue(JobFlow flow) {
        outbox.enqueue(flow);
        afterCommit(() -> record.enqueue(flow));
    }

    @Override
    public void replay(ReplayedJob job) {
        outbox.replay(job);
        afterCommit(() -> record.replay(job));
    }

    @Override
    public void emit(RealtimeEvent event) {
        outbox.emit(event);
        afterCommit(() -> record.emit(event));
    }

    /** One synchronization for each transaction: several would run in the opposite order. */
    @SuppressWarnings("unchecked")
    private void afterCommit(Runnable action) {
        var actions = (List<Runnable>) transactions.getResource(this);
        if (actions == null) {
            List<Runnable> all = new ArrayList<>();
            transactions.putResource(this, all);
            transactions.registerInterposedSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        all.forEach(Runnable::run);
                    }
                }
            });
            actions = all;
        }
        actions.add(action);
    }
}
