package io.angelwire.job.schedule;

import io.angelwire.job.QueueName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The schedules of queues, kept in Redis, served by every node that consumes the queue. */
public interface Schedules {

    /**
     * Sets a schedule, in place of one with the same id; if that is paused, so is this one. Setting the same one again
     * changes nothing.
     *
     * @return whether anything changed
     */
    CompletionStage<Boolean> put(Schedule schedule);

    /** @return whether there was one */
    CompletionStage<Boolean> remove(QueueName queue, String id);

    /**
     * Lets a schedule's ticks pass without jobs until it is resumed, whatever becomes of it meanwhile: setting it anew does
     * not resume it. What has passed is not made up for, whatever the schedule says of missed ticks: whoever pauses it does
     * not want those jobs.
     *
     * @return whether there is one that has a tick to come
     */
    CompletionStage<Boolean> pause(QueueName queue, String id);

    /**
     * Lets a schedule's ticks have jobs again, from the next one on. One that is not paused goes on.
     *
     * @return whether there is one that has a tick to come
     */
    CompletionStage<Boolean> resume(QueueName queue, String id);

    /**
     * A schedule and its next tick.
     *
     * @param paused whether that tick will pass without a job
     */
    record Next(String id, String jobName, Instant at, boolean paused) {}

    /** Schedules that have a tick to come, by that. At most 1,000. */
    CompletionStage<List<Next>> list(QueueName queue);
}
