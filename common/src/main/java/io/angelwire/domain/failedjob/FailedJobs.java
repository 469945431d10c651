package io.angelwire.domain.failedjob;

import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import io.angelwire.outbox.ReplayedJob;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Jobs that failed for good, as they are stored; and trying them again. */
@ApplicationScoped
public class FailedJobs {

    /** Of a job that failed several times, the latest; others were tried again, or are out of date. */
    private static final String LATEST = """
            not exists (
                select 1 from failed_jobs later
                where later.queue_name = f.queue_name and later.job_id = f.job_id and later.failed_at > f.failed_at)
            """;

    private static final String CLAIM = """
            select id, queue_name, job_id, job_name, payload, options, dead_letter_entry
            from failed_jobs f
            where replayed_at is null and discarded_at is null and %s and %s
            order by failed_at
            limit :most
            for update skip locked
            """.formatted(FailedJobFilter.CONDITION, LATEST);

    /** Waits for who has them at the moment, to learn what became of them; in one order, so that two don't wait for each other. */
    private static final String LATEST_OF_JOBS = """
            select id, queue_name, job_id, job_name, payload, options, dead_letter_entry,
                   replayed_at is null and discarded_at is null as open
            from failed_jobs f
            where queue_name = :queue and job_id in (:jobs) and %s
            order by id
            for update
            """.formatted(LATEST);

    private static final String DISCARD = """
            update failed_jobs set discarded_at = now() where id in (
                select id from failed_jobs f
                where replayed_at is null and discarded_at is null and %s
                order by failed_at
                limit :most
                for update skip locked)
            """.formatted(FailedJobFilter.CONDITION);

    private static final String MARK = "update failed_jobs set replayed_at = now() where id = any (:ids)";

    private final EntityManager entities;
    private final Outbox outbox;

    FailedJobs(EntityManager entities, Outbox outbox) {
        this.entities = entities;
        this.outbox = outbox;
    }

    /**
     * Tries jobs once more, from their first attempt and under their ids, so that what they have done already is not
     * done twice. Each failure is replayed once; a job that fails again is a new failure.
     *
     * @param most how many at most, the oldest; call again for more
     * @return how many
     */
    @Transactional
    public int replay(FailedJobFilter filter, int most) {
        Query claim =
                filter.bind(entities.createNativeQuery(CLAIM, Tuple.class)).setParameter("most", most);
        return tryAgain(rows(claim)).size();
    }

    /**
     * What became of jobs that were to be tried again.
     *
     * @param replayed will be
     * @param settled won't, since they are being tried again already, or were discarded
     */
    public record Replayed(Set<String> replayed, Set<String> settled) {

        /** Whether it is the one or the other: the failure is stored. */
        public boolean has(String jobId) {
            return replayed.contains(jobId) || settled.contains(jobId);
        }
    }

    /**
     * As {@link #replay(FailedJobFilter, int)}, by the jobs' ids. What this returns does not have the others of them: no
     * failure of theirs is stored.
     *
     * @param jobIds a hundred at most, so that the transaction stays short
     */
    @Transactional
    public Replayed replay(QueueName queue, List<String> jobIds) {
        Map<Boolean, List<Tuple>> latest = rows(entities.createNativeQuery(LATEST_OF_JOBS, Tuple.class)
                        .setParameter("queue", queue.value())
                        .setParameter("jobs", jobIds))
                .stream()
                .collect(Collectors.partitioningBy(row -> row.get("open", Boolean.class)));
        return new Replayed(jobs(tryAgain(latest.get(true))), jobs(latest.get(false)));
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(Query query) {
        return query.getResultList();
    }

    private static Set<String> jobs(List<Tuple> rows) {
        return rows.stream().map(row -> row.get("job_id", String.class)).collect(Collectors.toSet());
    }

    private List<Tuple> tryAgain(List<Tuple> rows) {
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
        return rows;
    }

    /**
     * Lets jobs rest: they are kept, but neither listed with those that somebody has to look at nor tried again.
     *
     * @param most how many at most, the oldest; call again for more
     * @return how many
     */
    @Transactional
    public int discard(FailedJobFilter filter, int most) {
        return filter.bind(entities.createNativeQuery(DISCARD))
                .setParameter("most", most)
                .executeUpdate();
    }
}
