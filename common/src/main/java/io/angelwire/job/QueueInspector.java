package io.angelwire.job;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Looks into queues without changing them. Nothing here takes longer the longer a queue is. */
public interface QueueInspector {

    /** The most jobs that a page has. */
    int LARGEST_PAGE = 500;

    /** The most jobs that {@link #newestWaiting} tells. */
    int MOST_NEWEST = 50;

    /** How many jobs {@link #search} looks at. */
    int MOST_LOOKED = 1_000;

    /** @return the queue's counts, all 0 for a queue never used; fails if Redis does not answer */
    CompletionStage<QueueCounts> count(QueueName queue);

    default CompletionStage<Long> waiting(QueueName queue) {
        return count(queue).thenApply(QueueCounts::waiting);
    }

    /** @return empty if the queue does not know the job (any more) */
    CompletionStage<Optional<JobDetails>> find(QueueName queue, String jobId);

    /**
     * Jobs in one state, without their payloads and what else {@link #find} alone tells: waiting ones in the order in
     * which they will be taken, delayed ones by due time, parents that wait for their children oldest first, finished
     * ones newest first. Jobs that change their state between two pages may be seen twice or not at all. A page of large
     * jobs has fewer of them.
     *
     * @param cursor empty for the first page, else the page before's {@link JobPage#next}
     * @param most 1 to {@value #LARGEST_PAGE}
     * @throws IllegalArgumentException if no page has had that cursor
     */
    CompletionStage<JobPage> list(QueueName queue, JobState state, String cursor, int most);

    /**
     * The jobs that were enqueued last among those that wait, newest first, without their payloads. Of jobs with limit
     * keys, the last one of each of some keys.
     *
     * @param most 1 to {@value #MOST_NEWEST}
     */
    CompletionStage<List<JobDetails>> newestWaiting(QueueName queue, int most);

    /**
     * As {@link #list}, but those jobs alone that the filter lets pass. Looks at {@value #MOST_LOOKED} jobs and not at
     * more, so that a page may have few jobs, or none, and have a next one all the same.
     */
    default CompletionStage<JobPage> search(QueueName queue, JobFilter filter, String cursor, int most) {
        return JobSearch.page(this, queue, filter, cursor, most);
    }
}
