package io.angelwire.domain.failedjob;

import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.user.Role;
import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import io.angelwire.job.QueueName;
import io.angelwire.job.deadletter.DeadLetter;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Alerts admins of jobs that fail for good. When a provider or a mail server is away, jobs fail by the hundred: those of one
 * queue and name are one alert, until none has failed for the quiet time.
 *
 * <p>Failures only count up the alert's row. What admins see of the count is brought up to date from that row now and then
 * ({@link #tell}), by whoever comes first; so a process that dies leaves nothing untold. A notification that is only made
 * meanwhile reads the row under a lock ({@link #current}): either it has the new count, or it is there to be updated.
 */
@ApplicationScoped
public class AdminAlerts {

    private static final String COUNT = """
            update admin_alerts
            set failures = failures + 1, last_failed_at = greatest(last_failed_at, now()), failed_job_id = :failedJob,
                job_id = :jobId
            where last_failed_at > now() - make_interval(secs => :quiet)
              and id = (
                  select id from admin_alerts where queue_name = :queue and job_name = :jobName
                  order by last_failed_at desc limit 1)
            """;

    private static final String BEGIN = """
            insert into admin_alerts
                (id, queue_name, job_name, failures, told_failures, first_failed_at, last_failed_at, failed_job_id, job_id)
            values (:id, :queue, :jobName, 1, 1, now(), now(), :failedJob, :jobId)
            returning *
            """;

    private static final String UNTOLD = """
            update admin_alerts set told_failures = failures
            where id in (
                select id from admin_alerts where told_failures < failures
                order by last_failed_at limit 100 for update skip locked)
            returning *
            """;

    private static final String LOCKED = "select * from admin_alerts where id = :id for share";

    private final EntityManager entities;
    private final Outbox outbox;
    private final AlertEvents events;
    private final AlertConfig config;

    AdminAlerts(EntityManager entities, Outbox outbox, AlertEvents events, AlertConfig config) {
        this.entities = entities;
        this.outbox = outbox;
        this.events = events;
        this.config = config;
    }

    /** Counts a failure. Those of one queue and name must be counted one after the other. */
    @Transactional(TxType.MANDATORY)
    void count(DeadLetter letter, UUID failedJobId) {
        int counted = failure(entities.createNativeQuery(COUNT), letter, failedJobId)
                .setParameter("quiet", config.quietTime().toMillis() / 1_000.0)
                .executeUpdate();
        if (counted > 0) {
            return;
        }
        AdminAlert begun =
                (AdminAlert) failure(entities.createNativeQuery(BEGIN, AdminAlert.class), letter, failedJobId)
                        .setParameter("id", Ids.newId())
                        .getSingleResult();
        admins().forEach(admin -> outbox.enqueue(QueueName.NOTIFICATIONS, begun.jobFor(admin)));
        events.begun(begun);
    }

    private static Query failure(Query query, DeadLetter letter, UUID failedJobId) {
        return query.setParameter("queue", letter.queue().value())
                .setParameter("jobName", letter.jobName())
                .setParameter("failedJob", failedJobId)
                .setParameter("jobId", letter.jobId());
    }

    /** Brings what admins were told up to date, where more jobs have failed since: the notifications that they have. */
    @Transactional
    @SuppressWarnings("unchecked")
    public void tell() {
        List<AdminAlert> untold =
                entities.createNativeQuery(UNTOLD, AdminAlert.class).getResultList();
        if (untold.isEmpty()) {
            return;
        }
        List<UUID> admins = admins();
        for (AdminAlert alert : untold) {
            Notification.rewrite(admins.stream().map(alert::jobIdFor).toList(), alert.text(), alert.data());
            events.updated(alert);
        }
    }

    /** What a notification is to say that is made in the running transaction: an alert's, what the alert has come to. */
    @Transactional(TxType.MANDATORY)
    public NotificationJobData current(String jobId, NotificationJobData job) {
        return AdminAlert.idIn(jobId)
                .flatMap(this::locked)
                .map(alert -> job.saying(alert.text(), alert.data()))
                .orElse(job);
    }

    @SuppressWarnings("unchecked")
    private Optional<AdminAlert> locked(UUID id) {
        List<AdminAlert> found = entities.createNativeQuery(LOCKED, AdminAlert.class)
                .setParameter("id", id)
                .getResultList();
        return found.stream().findFirst();
    }

    private static List<UUID> admins() {
        return User.withRole(Role.ADMIN).stream().map(admin -> admin.id).toList();
    }
}
