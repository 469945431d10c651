package io.angelwire.job;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Changes queues and their jobs from outside, from any node. Operations on many jobs work in chunks, so that none holds
 * up Redis; each stage fails if Redis does not answer, and may have been carried out in part.
 */
public interface QueueControl {

    /** No job of the queue starts until it is resumed; those that run go on. */
    CompletionStage<Void> pause(QueueName queue);

    CompletionStage<Void> resume(QueueName queue);

    /** Sets limits that hold at once, for every consumer, before those that it was started with. */
    CompletionStage<Void> configure(QueueName queue, QueueOverrides overrides);

    /** What {@link #configure} has set. */
    CompletionStage<QueueOverrides> overrides(QueueName queue);

    /** What became of a job that was to be cancelled. */
    enum Cancellation {
        /** It had not begun, and never will. */
        CANCELLED,
        /** It runs: its handler is told, and its thread interrupted, within a fifth of the queue's lease time. */
        ASKED,
        /** It had ended, or the queue does not know it. */
        NOT_FOUND
    }

    /** @param reason one line for the job's record */
    CompletionStage<List<Cancellation>> cancel(QueueName queue, List<String> jobIds, String reason);

    /** Forgets jobs that do not run. @return how many */
    CompletionStage<Integer> remove(QueueName queue, List<String> jobIds);

    /** Tries jobs once more that failed for good and are remembered, from their first attempt. @return how many */
    CompletionStage<Integer> retry(QueueName queue, List<String> jobIds);

    /** Lets delayed jobs run now. @return how many */
    CompletionStage<Integer> promote(QueueName queue, List<String> jobIds);

    /** What can be done to every job that a filter finds. */
    enum Operation {
        CANCEL,
        REMOVE,
        RETRY,
        PROMOTE
    }

    /** The most jobs that a {@link #step} looks at. */
    int JOBS_PER_STEP = 100;

    /**
     * One step through the jobs of a state.
     *
     * @param done to how many jobs it was done
     * @param next where the next step goes on; empty if there is no more
     */
    record Step(int done, String next) {}

    /**
     * Does it to those of the next {@value #JOBS_PER_STEP} jobs that the filter finds, at most as many as it says. What
     * takes long is so many steps, between which others have their turn, and which anybody may go on with later.
     *
     * @param cursor empty for the first step, else the step before's {@link Step#next}
     * @throws IllegalArgumentException if no step has had that cursor
     */
    CompletionStage<Step> step(QueueName queue, JobFilter filter, Operation operation, String cursor);

    /**
     * Does it to the jobs that are there now, step by step.
     *
     * @return how many jobs it was done to
     */
    default CompletionStage<Integer> forEach(QueueName queue, JobFilter filter, Operation operation) {
        return forEach(queue, filter, operation, "", 0);
    }

    private CompletionStage<Integer> forEach(
            QueueName queue, JobFilter filter, Operation operation, String cursor, int before) {
        return step(queue, filter.atMost(filter.most() - before), operation, cursor)
                .thenCompose(step -> {
                    int done = before + step.done();
                    return step.next().isEmpty() || done >= filter.most()
                            ? CompletableFuture.completedFuture(done)
                            : forEach(queue, filter, operation, step.next(), done);
                });
    }

    /** Removes every waiting job, and every delayed one if wanted; those that run go on. @return how many */
    CompletionStage<Integer> drain(QueueName queue, boolean delayedToo);
}
