package io.angelwire.outbox;

import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.QueueName;
import io.angelwire.realtime.RealtimeEvent;

/**
 * Jobs to run and events to emit if, and only if, the current transaction commits. Both methods need a running
 * transaction and write a row in it; after the commit the relay of this process pushes the rows to Redis.
 */
public interface Outbox {

    /** A job kept until it has reached a terminal state, even if Redis loses all its data. */
    void enqueue(QueueName queue, Job job);

    /** Every job of a flow, each kept until it has reached a terminal state. */
    void enqueue(JobFlow flow);

    /** A job that has failed for good, to be tried once more under its id. */
    void replay(ReplayedJob job);

    /** An event published once to its room, after the commit; events of one transaction keep their order. */
    void emit(RealtimeEvent event);
}
