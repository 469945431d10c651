package io.angelwire.notification;

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

/** What this service has committed to its outbox, which works as ever. */
@Singleton
@Typed(SentRecord.class)
class SentRecord extends RecordingOutbox {

    @Decorator
    @Priority(1)
    static class Recorder implements Outbox {

        private final Outbox outbox;

        @Inject
        Recorder(@Delegate @Any Outbox outbox, SentRecord record, TransactionSynchronizationRegistry transactions) {
            this.outbox = new CommittedOutbox(outbox, record, transactions);
        }

        @Override
        public void enqueue(QueueName queue, Job job) {
            outbox.enqueue(queue, job);
        }

        @Override
        public void enqueue(JobFlow flow) {
            outbox.enqueue(flow);
        }

        @Override
        public void replay(ReplayedJob job) {
            outbox.replay(job);
        }

        @Override
        public void emit(RealtimeEvent event) {
            outbox.emit(event);
        }
    }
}
