package io.angelwire.notification.channel;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationEmail;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
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
    public void send(Notification notification, NotificationKind kind) {
        EmailJobData mail = NotificationEmail.of(kind, notification);
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
