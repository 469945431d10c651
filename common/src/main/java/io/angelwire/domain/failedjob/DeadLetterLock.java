package io.angelwire.domain.failedjob;

import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/**
 * Keeps storing a job's failure and trying the job again apart. A failure is in Redis first and in the database then, and
 * whoever tries the job again must find it in one of them: in the database, or in Redis with nobody about to store it.
 */
@ApplicationScoped
class DeadLetterLock {

    /** In the order of what is locked, so that two who lock the same jobs don't wait for each other. */
    private static final String TAKE = """
            select count(*) from (
                select pg_advisory_xact_lock(lock) from (
                    select distinct hashtextextended(job, 0) as lock
                    from unnest(cast(:jobs as text[])) job order by lock) ordered) taken
            """;

    private final EntityManager entities;

    DeadLetterLock(EntityManager entities) {
        this.entities = entities;
    }

    /** For the rest of the running transaction. */
    void take(QueueName queue, List<String> jobIds) {
        entities.createNativeQuery(TAKE)
                .setParameter(
                        "jobs",
                        jobIds.stream()
                                .map(id -> "dead-letter:" + queue + ":" + id)
                                .toArray(String[]::new))
                .getSingleResult();
    }
}
