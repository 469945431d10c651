package io.angelwire.job;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Looks into queues without changing them. Nothing here takes longer the longer a queue is. */
public interface QueueInspector {

    /** The most jobs that a page has. */
    int LARGEST_PAGE = 500;

    /** @return the queue's counts, all 0 for a queue never used; fails if Redis does not answer */
    CompletionStage<QueueCounts> count(QueueName queue);

    default CompletionStage<Long> waiting(QueueName queue) {
        return count(queue).thenApply(QueueCounts::waiting);
    }

    /** @return empty if the queue does not know the job (any more) */
    CompletionStage<Optional<JobDetails>> find(QueueName queue, String jobId);

    /**
     * Jobs in one state: waiting ones in the order in which they will be taken, delayed ones by due time, finished ones
     * newest first. Jobs that change their state between two pages may be seen twice or not at all.
     *
     * @param cursor empty for the first page, else the page before's {@link JobPage#next}
     * @param most 1 to {@value #LARGEST_PAGE}
     */
    CompletionStage<JobPage> list(QueueName queue, JobState state, String cursor, int most);
}
