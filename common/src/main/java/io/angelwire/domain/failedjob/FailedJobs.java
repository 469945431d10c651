package io.angelwire.domain.failedjob;

import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import io.angelwire.outbox.ReplayedJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Jobs that failed for good, as they are stored; and trying them again. */
@ApplicationScoped
public class FailedJobs {

    /** Of a job that failed several times, the latest; others were tried again, or are out of date. */
    private static final String CLAIM = """
            select id, queue_name, job_id, job_name, payload, options, dead_letter_entry
            from failed_jobs f
            where replayed_at is null
              and (cast(:queue as text) is null or queue_name = :queue)
              and (cast(:jobName as text) is null or job_name = :jobName)
              and (cast(:reason as text) is null or position(:reason in failed_reason) > 0)
              and (cast(:after as timestamptz) is null or failed_at >= :after)
              and (cast(:before as timestamptz) is null or failed_at < :before)
              and not exists (
                  select 1 from failed_jobs later
                  where later.queue_name = f.queue_name and later.job_id = f.job_id and later.failed_at > f.failed_at)
            order by failed_at
            limit :most
            for update skip locked
            """;

    private static final String MARK = "update failed_jobs set replayed_at = now() where id = any (:ids)";

    private final EntityManager entities;
    private final Outbox outbox;

    FailedJobs(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    /**
     * Which failed jobs are meant; null for any.
     *
     * @param reasonContains a part of why they failed
     * @param failedAfter at this time or later
     * @param failedBefore before this time
     */
    public record Filter(
            QueueName queue, String jobName, String reasonContains, Instant failedAfter, Instant failedBefore) {

        public static Filter in(QueueName queue) {
            return new Filter(queue, null, null, null, null);
        }
    }

    /**
     * Tries jobs once more, from their first attempt and under their ids, so that what they have done already is not
     * done twice. Each failure is replayed once; a job that fails again is a new failure.
     *
     * @param most how many at most, the oldest; call again for more
     * @return how many
     */
    @Transactional
    public int replay(Filter filter, int most) {
        Query claim = entities.createNativeQuery(CLAIM, Tuple.class)
                .setParameter(
                        "queue", filter.queue() == null ? null : filter.queue().value())
                .setParameter("jobName", filter.jobName())
                .setParameter("reason", filter.reasonContains())
                .setParameter("after", filter.failedAfter())
                .setParameter("before", filter.failedBefore())
                .setParameter("most", most);
        @SuppressWarnings("unchecked")
        List<Tuple> rows = claim.getResultList();
        for (Tuple row : rows) {
            outbox.replay(new ReplayedJob(
                    new QueueName(row.get("queue_name", String.class)),
                    row.get("job_id", String.class),
                    row.get("job_name", String.class),
                    row.get("payload", String.class),
                    row.get("options", String.class),
                    row.get("dead_letter_entry", String.class)));
        }
        if (!rows.isEmpty()) {
            entities.createNativeQuery(MARK)
                    .setParameter(
                            "ids",
                            rows.stream().map(row -> row.get("id", UUID.class)).toArray(UUID[]::new))
                    .executeUpdate();
        }
        return rows.size();
    }
}
