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
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;
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
    private final DeadLetterLock lock;

    FailedJobs(EntityManager entities, Outbox outbox, DeadLetterLock lock) {
        this.entities = entities;
        this.outbox = outbox;
        this.lock = lock;
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
     * As {@link #replay(FailedJobFilter, int)}, by the jobs' ids: those too whose failures aren't stored yet.
     *
     * @param jobIds a hundred at most, so that the transaction stays short
     * @param unstored tries those again whose failures are not stored, and takes care that they won't be: nobody can store
     *     one of them meanwhile. It is given at least one, and says how many it has tried again; if it throws, nothing of
     *     this has happened
     * @return how many
     */
    @Transactional
    public int retry(QueueName queue, List<String> jobIds, ToIntFunction<List<String>> unstored) {
        lock.take(queue, jobIds);
        List<Tuple> latest = rows(entities.createNativeQuery(LATEST_OF_JOBS, Tuple.class)
                .setParameter("queue", queue.value())
                .setParameter("jobs", jobIds));
        // The others of them are being tried again already, or were discarded.
        int replayed = tryAgain(latest.stream()
                        .filter(row -> row.get("open", Boolean.class))
                        .toList())
                .size();
        Set<String> stored =
                latest.stream().map(row -> row.get("job_id", String.class)).collect(Collectors.toSet());
        List<String> others = jobIds.stream().filter(id -> !stored.contains(id)).toList();
        return others.isEmpty() ? replayed : replayed + unstored.applyAsInt(others);
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(Query query) {
        return query.getResultList();
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
