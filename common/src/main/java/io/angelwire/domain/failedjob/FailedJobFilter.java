package io.angelwire.domain.failedjob;

import io.angelwire.job.QueueName;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.UUID;

/**
 * Which failed jobs are meant; null for any.
 *
 * @param reasonContains a part of why they failed
 * @param failedAfter at this time or later
 * @param failedBefore before this time
 * @param group of failures of one kind, see {@link FailedJob#errorGroup}
 * @param id one of them alone
 */
public record FailedJobFilter(
        QueueName queue,
        String jobName,
        String reasonContains,
        Instant failedAfter,
        Instant failedBefore,
        String group,
        UUID id) {

    public static final FailedJobFilter ANY = new FailedJobFilter(null, null, null, null, null, null, null);

    /** On a table {@code failed_jobs f}. */
    static final String CONDITION = """
            (cast(:queue as text) is null or f.queue_name = :queue)
            and (cast(:jobName as text) is null or f.job_name = :jobName)
            and (cast(:reason as text) is null or position(:reason in f.failed_reason) > 0)
            and (cast(:from as timestamptz) is null or f.failed_at >= :from)
            and (cast(:until as timestamptz) is null or f.failed_at < :until)
            and (cast(:group as text) is null or f.error_group = :group)
            and (cast(:id as uuid) is null or f.id = :id)
            """;

    public static FailedJobFilter in(QueueName queue) {
        return new FailedJobFilter(queue, null, null, null, null, null, null);
    }

    public static FailedJobFilter only(UUID id) {
        return new FailedJobFilter(null, null, null, null, null, null, id);
    }

    /** @return the query, with the parameters of {@link #CONDITION} */
    Query bind(Query query) {
        return query.setParameter("queue", queue == null ? null : queue.value())
                .setParameter("jobName", jobName)
                .setParameter("reason", reasonContains)
                .setParameter("from", failedAfter)
                .setParameter("until", failedBefore)
                .setParameter("group", group)
                .setParameter("id", id);
    }
}
