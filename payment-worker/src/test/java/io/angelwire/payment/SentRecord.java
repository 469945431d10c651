package io.angelwire.payment;

import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import io.angelwire.outbox.ReplayedJob;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.testing.CommittedOutbox;
import io.angelwire.testing.RecordingOutbox;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What this service has committed to its outbox, which works as ever, except that a test may let the caller die in it. */
@Singleton
@Typed(SentRecord.class)
class SentRecord extends RecordingOutbox {

    private static final int NEVER = -1;

    private final AtomicInteger callsUntilDeath = new AtomicInteger(NEVER);
    private volatile boolean sending = true;

    /** @param call the call to the outbox that is not survived, from 1 */
    void dieAtCall(int call) {
        callsUntilDeath.set(call);
    }

    void liveOn() {
        callsUntilDeath.set(NEVER);
        sending = true;
    }

    /** From now on, until {@link #liveOn}, nothing is sent, so no worker does what the test does itself. */
    void sendNothing() {
        sending = false;
    }

    private void called() {
        if (callsUntilDeath.decrementAndGet() == 0) {
            throw new SimulatedDeath();
        }
    }

    @Decorator
    @Priority(1)
    static class Recorder implements Outbox {

        private final Outbox sending;
        private final Outbox silent;
        private final SentRecord record;

        @Inject
        Recorder(@Delegate @Any Outbox outbox, SentRecord record, TransactionSynchronizationRegistry transactions) {
            this.sending = new CommittedOutbox(outbox, record, transactions);
            this.silent = new CommittedOutbox(new RecordingOutbox(), record, transactions);
            this.record = record;
        }

        private Outbox outbox() {
            return record.sending ? sending : silent;
        }

        @Override
        public void enqueue(QueueName queue, Job job) {
            record.called();
            outbox().enqueue(queue, job);
        }

        @Override
        public void enqueue(JobFlow flow) {
            record.called();
            outbox().enqueue(flow);
        }

        @Override
        public void replay(ReplayedJob job) {
            record.called();
            outbox().replay(job);
        }

        @Override
        public void emit(RealtimeEvent event) {
            record.called();
            outbox().emit(event);
        }
    }
}
