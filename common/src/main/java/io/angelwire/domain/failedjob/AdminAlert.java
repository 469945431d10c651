package io.angelwire.domain.failedjob;

import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.deadletter.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The notification that tells an admin of a job that failed for good. */
final class AdminAlert {

    static final String JOB_NAME = "admin_alert";

    /** Begins the id of every alert, and so that of every job whose id derives from it: its mail, for instance. */
    private static final String ID_PREFIX = "alert.";

    private AdminAlert() {}

    /** @param failures how many jobs of this queue and name have failed in this minute, this one among them */
    static Job of(DeadLetter letter, UUID failedJobId, long failures, User admin) {
        NotificationJobData notification = new NotificationJobData(
                admin.id,
                NotificationType.SYSTEM,
                "Job Failed Permanently",
                text(letter, failures),
                Map.of(
                        "failedJobId", failedJobId.toString(),
                        "queue", letter.queue().value(),
                        "jobId", letter.jobId(),
                        "jobName", letter.jobName(),
                        "failures", failures),
                List.of(NotificationChannel.DATABASE, NotificationChannel.EMAIL));
        return new Job(ID_PREFIX + Ids.newId(), JOB_NAME, notification, JobOptions.DEFAULT);
    }

    /** Whether a job is an alert or was made by one. */
    static boolean isBehind(DeadLetter letter) {
        return letter.jobName().equals(JOB_NAME) || letter.jobId().startsWith(ID_PREFIX);
    }

    private static String text(DeadLetter letter, long failures) {
        String text = "Job " + letter.jobId() + " from " + letter.queue() + " has failed after all retries.";
        return failures == 1
                ? text
                : text + " It is number " + failures + " of the jobs " + letter.jobName() + " that failed this minute.";
    }
}
