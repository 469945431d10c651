package io.angelwire.domain.failedjob;

import io.angelwire.job.Ids;
import io.angelwire.job.deadletter.DeadLetter;
import io.angelwire.job.deadletter.DeadLetterHandler;
import io.angelwire.outbox.OutboxSettlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Stores a dead letter as a row of {@code failed_jobs} and alerts the admins of it, in one transaction with the end of the
 * job's outbox row. One whose job is being tried again already is left alone, as if it had never been.
 */
@ApplicationScoped
class FailedJobRecorder implements DeadLetterHandler {

    private static final Logger LOG = Logger.getLogger(FailedJobRecorder.class);

    private static final String INSERT = """
            insert into failed_jobs
                (id, queue_name, job_id, job_name, dead_letter_entry, failed_reason, attempts, payload, options)
            values (:id, :queue, :jobId, :jobName, :entry, :reason, :attempts, :payload, :options)
            on conflict (queue_name, job_id, dead_letter_entry) do nothing
            """;

    /** Those of one queue and name are recorded one after the other, so that each counts to an alert that is there, or begins one. */
    private static final String ONE_AT_A_TIME =
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(:kind, 0))) l";

    private final EntityManager entities;
    private final DeadLetterLock lock;
    private final OutboxSettlement settlement;
    private final AdminAlerts alerts;

    FailedJobRecorder(EntityManager entities, DeadLetterLock lock, OutboxSettlement settlement, AdminAlerts alerts) {
        this.entities = entities;
        this.lock = lock;
        this.settlement = settlement;
        this.alerts = alerts;
    }

    @Override
    @Transactional
    public boolean handle(DeadLetter letter, BooleanSupplier withdrawn) {
        lock.take(letter.queue(), List.of(letter.jobId()));
        if (withdrawn.getAsBoolean()) {
            // Its outbox row is what keeps the job that runs again.
            return false;
        }
        entities.createNativeQuery(ONE_AT_A_TIME)
                .setParameter("kind", "failed-job:" + letter.queue() + ":" + letter.jobName())
                .getSingleResult();
        UUID id = Ids.newId();
        int inserted = entities.createNativeQuery(INSERT)
                .setParameter("id", id)
                .setParameter("queue", letter.queue().value())
                .setParameter("jobId", letter.jobId())
                .setParameter("jobName", letter.jobName())
                .setParameter("entry", letter.entry())
                .setParameter("reason", storable(letter.reason()))
                .setParameter("attempts", letter.attempts())
                .setParameter("payload", storable(letter.payload()))
                .setParameter("options", letter.options())
                .executeUpdate();
        if (inserted == 0) {
            // If its job was tried again since, that has an outbox row of its own.
            return true;
        }
        settlement.beforeCompletion(letter.queue(), List.of(letter.jobId()));
        LOG.errorf(
                "Job %s (%s) of queue %s failed for good after %d attempts; stored as failed job %s",
                letter.jobId(), letter.jobName(), letter.queue(), letter.attempts(), id);
        // An alert that can't be delivered must not alert of itself, for ever.
        if (!AdminAlert.isBehind(letter)) {
            alerts.count(letter, id);
        }
        return true;
    }

    @Override
    public void summarize() {
        alerts.tell();
    }

    /** Postgres takes any text but NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }
}
