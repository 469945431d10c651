package io.angelwire.notification;

import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells one user one thing for each job of queue {@code notifications}. */
@ApplicationScoped
public class NotificationHandler implements JobHandler<NotificationJobData> {

    private final NotificationDelivery delivery;

    NotificationHandler(NotificationDelivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public QueueName queue() {
        return QueueName.NOTIFICATIONS;
    }

    @Override
    public Class<NotificationJobData> payloadType() {
        return NotificationJobData.class;
    }

    @Override
    public JobOutcome handle(RunningJob<NotificationJobData> job) {
        return delivery.deliver(job.id(), NotificationKind.ofJob(job.name()), job.payload())
                .map(JobOutcome::completed)
                .orElseGet(() -> JobOutcome.failed("there is no user with this id"));
    }
}
