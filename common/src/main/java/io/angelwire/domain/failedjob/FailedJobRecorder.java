package io.angelwire.domain.failedjob;

import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.user.Role;
import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.job.deadletter.DeadLetter;
import io.angelwire.job.deadletter.DeadLetterHandler;
import io.angelwire.outbox.Outbox;
import io.angelwire.outbox.OutboxSettlement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Stores a dead letter as a row of {@code failed_jobs} and alerts every admin, in one transaction with the end of the
 * job's outbox row.
 */
@ApplicationScoped
class FailedJobRecorder implements DeadLetterHandler {

    private static final Logger LOG = Logger.getLogger(FailedJobRecorder.class);
    private static final String ALERT = "admin_alert";

    private static final String INSERT = """
            insert into failed_jobs
                (id, queue_name, job_id, job_name, dead_letter_entry, failed_reason, attempts, payload)
            values (:id, :queue, :jobId, :jobName, :entry, :reason, :attempts, :payload)
            on conflict (queue_name, job_id, dead_letter_entry) do nothing
            """;

    private final EntityManager entities;
    private final Outbox outbox;
    private final OutboxSettlement settlement;

    FailedJobRecorder(EntityManager entities, Outbox outbox, OutboxSettlement settlement) {
        this.entities = entities;
        this.outbox = outbox;
        this.settlement = settlement;
    }

    @Override
    @Transactional
    public void handle(DeadLetter letter) {
        settlement.beforeCompletion(letter.queue(), List.of(letter.jobId()));
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
                .executeUpdate();
        if (inserted == 0) {
            return;
        }
        LOG.errorf(
                "Job %s (%s) of queue %s failed for good after %d attempts; stored as failed job %s",
                letter.jobId(), letter.jobName(), letter.queue(), letter.attempts(), id);
        // An alert that can't be delivered must not alert of itself, for ever.
        if (!letter.jobName().equals(ALERT)) {
            User.withRole(Role.ADMIN)
                    .forEach(admin -> outbox.enqueue(QueueName.NOTIFICATIONS, alert(letter, id, admin)));
        }
    }

    /** Postgres takes any text but NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    private static Job alert(DeadLetter letter, UUID failedJobId, User admin) {
        return Job.of(
                ALERT,
                new NotificationJobData(
                        admin.id,
                        NotificationType.SYSTEM,
                        "Job Failed Permanently",
                        "Job " + letter.jobId() + " from " + letter.queue() + " has failed after all retries.",
                        Map.of(
                                "failedJobId", failedJobId.toString(),
                                "queue", letter.queue().value(),
                                "jobId", letter.jobId(),
                                "jobName", letter.jobName()),
                        List.of(NotificationChannel.DATABASE, NotificationChannel.EMAIL)));
    }
}
