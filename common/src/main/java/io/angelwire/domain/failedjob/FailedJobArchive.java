package io.angelwire.domain.failedjob;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Looks through the jobs that failed for good. */
@ApplicationScoped
public class FailedJobArchive {

    /** How many of the latest failures are grouped. */
    public static final int MOST_GROUPED = 10_000;

    private static final String LIST = """
            select f.* from failed_jobs f
            where %s and %s
              and (cast(:afterTime as timestamptz) is null or (f.failed_at, f.id) < (:afterTime, :afterId))
            order by f.failed_at desc, f.id desc
            limit :most
            """;

    private static final String GROUP = """
            select error_group, min(error_kind) as error, count(*) as failures,
                   string_agg(distinct queue_name, ',' order by queue_name) as queues,
                   min(failed_at) as first_at, max(failed_at) as last_at,
                   cast((array_agg(id order by failed_at desc, id desc))[1] as text) as latest
            from (
                select * from failed_jobs f where %s and %s
                order by f.failed_at desc, f.id desc limit %d) recent
            group by error_group
            order by failures desc, last_at desc, error_group
            limit :most
            """;

    /** What has become of a failure. */
    public enum Status {
        /** Somebody has to look at it. */
        OPEN("f.replayed_at is null and f.discarded_at is null"),
        REPLAYED("f.replayed_at is not null"),
        DISCARDED("f.discarded_at is not null");

        private final String condition;

        Status(String condition) {
            this.condition = condition;
        }
    }

    private final EntityManager entities;

    FailedJobArchive(EntityManager entities) {
        this.entities = entities;
    }

    /** @param after where the page before ended; null for the first page */
    @Transactional
    @SuppressWarnings("unchecked")
    public Slice<FailedJob> list(FailedJobFilter filter, Status status, Position after, int limit) {
        List<FailedJob> rows = filter.bind(entities.createNativeQuery(
                        LIST.formatted(FailedJobFilter.CONDITION, status.condition), FailedJob.class))
                .setParameter("afterTime", after == null ? null : after.createdAt())
                .setParameter("afterId", after == null ? null : after.id())
                .setParameter("most", limit + 1)
                .getResultList();
        return Slice.of(rows, limit, FailedJob::position);
    }

    /** The last time that a job failed for good. */
    @Transactional
    public Optional<FailedJob> latest(QueueName queue, String jobId) {
        return entities.createQuery(
                        "from FailedJob where queue = :queue and jobId = :jobId order by failedAt desc",
                        FailedJob.class)
                .setParameter("queue", queue.value())
                .setParameter("jobId", jobId)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    public Optional<FailedJob> find(UUID id) {
        return Optional.ofNullable(entities.find(FailedJob.class, id));
    }

    /**
     * The most frequent kinds first, of the latest {@value #MOST_GROUPED} failures that the filter finds.
     *
     * @param limit how many kinds at most
     */
    @Transactional
    @SuppressWarnings("unchecked")
    public List<FailureGroup> groups(FailedJobFilter filter, Status status, int limit) {
        List<Tuple> rows = filter.bind(entities.createNativeQuery(
                        GROUP.formatted(FailedJobFilter.CONDITION, status.condition, MOST_GROUPED), Tuple.class))
                .setParameter("most", limit)
                .getResultList();
        return rows.stream()
                .map(row -> new FailureGroup(
                        row.get("error_group", String.class),
                        row.get("error", String.class),
                        row.get("failures", Number.class).longValue(),
                        List.of(row.get("queues", String.class).split(",")),
                        row.get("first_at", Instant.class),
                        row.get("last_at", Instant.class),
                        UUID.fromString(row.get("latest", String.class))))
                .toList();
    }
}
