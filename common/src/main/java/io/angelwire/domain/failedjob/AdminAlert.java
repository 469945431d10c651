package io.angelwire.domain.failedjob;

import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.deadletter.DeadLetter;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.annotations.Immutable;

/** Jobs of one queue and name that failed for good one after the other, and what admins are told of them. */
@Entity
@Immutable
@Table(name = "admin_alerts")
public class AdminAlert {

    static final String JOB_NAME = "admin_alert";

    /** Begins the id of every alert's job, and so that of every job whose id derives from it: its mail, for instance. */
    private static final String ID_PREFIX = "alert.";

    private static final Pattern JOB_ID =
            Pattern.compile("alert\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.[0-9a-f-]{36}");

    @Id
    public UUID id;

    @Column(name = "queue_name")
    public String queue;

    @Column(name = "job_name")
    public String jobName;

    public long failures;

    @Column(name = "first_failed_at")
    public Instant firstFailedAt;

    @Column(name = "last_failed_at")
    public Instant lastFailedAt;

    /** The latest one's row in {@code failed_jobs}. */
    @Column(name = "failed_job_id")
    public UUID failedJobId;

    /** The latest one's id in its queue. */
    @Column(name = "job_id")
    public String jobId;

    /** The alert of a job that notifies of one; empty if the job doesn't. */
    static Optional<UUID> idIn(String jobId) {
        Matcher matcher = JOB_ID.matcher(jobId);
        return matcher.matches() ? Optional.of(UUID.fromString(matcher.group(1))) : Optional.empty();
    }

    /** Whether a job is an alert or was made by one. */
    static boolean isBehind(DeadLetter letter) {
        return letter.jobName().equals(JOB_NAME) || letter.jobId().startsWith(ID_PREFIX);
    }

    /** The id of the job that notifies an admin, and so of the notification. */
    String jobIdFor(UUID admin) {
        return ID_PREFIX + id + "." + admin;
    }

    Job jobFor(UUID admin) {
        NotificationJobData notification = new NotificationJobData(
                admin,
                NotificationType.SYSTEM,
                "Job Failed Permanently",
                text(),
                data(),
                List.of(NotificationChannel.DATABASE, NotificationChannel.EMAIL));
        return new Job(jobIdFor(admin), JOB_NAME, notification, JobOptions.DEFAULT);
    }

    String text() {
        return failures == 1
                ? "Job " + jobId + " from " + queue + " has failed after all retries."
                : failures + " jobs " + jobName + " from " + queue + " have failed after all retries since "
                        + firstFailedAt.truncatedTo(ChronoUnit.SECONDS) + "; the latest is " + jobId + ".";
    }

    Map<String, Object> data() {
        return Map.of(
                "alertId",
                id.toString(),
                "failedJobId",
                failedJobId.toString(),
                "queue",
                queue,
                "jobId",
                jobId,
                "jobName",
                jobName,
                "failures",
                failures,
                "firstFailedAt",
                firstFailedAt.toString(),
                "lastFailedAt",
                lastFailedAt.toString());
    }
}
