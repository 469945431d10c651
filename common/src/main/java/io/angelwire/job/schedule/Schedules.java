package io.angelwire.job.schedule;

import io.angelwire.job.QueueName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The schedules of queues, kept in Redis, served by every node that consumes the queue. */
public interface Schedules {

    /**
     * Sets a schedule, in place of one with the same id. Setting the same one again changes nothing.
     *
     * @return whether anything changed
     */
    CompletionStage<Boolean> put(Schedule schedule);

    /** @return whether there was one */
    CompletionStage<Boolean> remove(QueueName queue, String id);

    /** A schedule and its next tick. */
    record Next(String id, String jobName, Instant at) {}

    /** Schedules that have a tick to come, by that. At most 1,000. */
    CompletionStage<List<Next>> list(QueueName queue);
}
