package io.angelwire.notification.channel;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Hands the notification to the email worker. */
@ApplicationScoped
class EmailSender implements ChannelSender {

    private static final String SUFFIX = ".email";
    private static final int LONGEST_ID = 128;

    private final Outbox outbox;

    EmailSender(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public NotificationChannel channel() {
        return NotificationChannel.EMAIL;
    }

    @Override
    public void send(Notification notification) {
        EmailJobData mail = new EmailJobData(
                notification.user.email,
                // A title may hold what users wrote; a subject holds one line.
                notification
                        .title
                        .replaceAll("[\\p{Cntrl}\\u2028\\u2029\\s]+", " ")
                        .strip(),
                "notification",
                Map.of(
                        "title", notification.title,
                        "content", notification.content,
                        "recipientName", notification.user.name));
        outbox.enqueue(
                QueueName.EMAIL,
                new Job(mailJobId(notification.jobId), "notification_email", mail, JobOptions.DEFAULT));
    }

    /** Follows from the notification's job id, so that the mail is one job however often that job runs. */
    static String mailJobId(String jobId) {
        return jobId.length() + SUFFIX.length() <= LONGEST_ID
                ? jobId + SUFFIX
                : UUID.nameUUIDFromBytes(jobId.getBytes(StandardCharsets.UTF_8)) + SUFFIX;
    }
}
