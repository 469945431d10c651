package io.angelwire.domain.jobtype;

import io.angelwire.domain.analytics.ForgetEvents;
import io.angelwire.domain.analytics.TrackedEvent;
import io.angelwire.domain.document.CleanupJobData;
import io.angelwire.domain.document.IndexDocumentJobData;
import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.domain.payment.PaymentJobData;
import io.angelwire.domain.payment.RefundJobData;
import io.angelwire.domain.payment.ReleaseJobData;
import io.angelwire.domain.pitch.PitchAnnouncement;
import io.angelwire.job.QueueName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every kind of job, by its queue and name. A new one has a line here. */
public final class JobTypes {

    private static final List<JobType<?>> ALL = Stream.of(
                    mails("send_email", "investment_confirmation", "notification_email"),
                    notifications(NotificationKind.jobNames()),
                    cleanups(
                            CleanupJobData.OLD_DOCUMENTS,
                            CleanupJobData.EXPIRED_IDEMPOTENCY_KEYS,
                            CleanupJobData.ORPHANED_FILES,
                            CleanupJobData.ADMIN_ACTIONS,
                            CleanupJobData.SETTLED_FAILURES),
                    Stream.of(
                            new JobType<>(
                                    QueueName.PAYMENTS,
                                    PaymentJobData.JOB_NAME,
                                    PaymentJobData.class,
                                    PaymentJobData::money),
                            JobType.of(QueueName.PAYMENTS, RefundJobData.JOB_NAME, RefundJobData.class),
                            JobType.of(QueueName.PAYMENTS, ReleaseJobData.JOB_NAME, ReleaseJobData.class),
                            JobType.of(QueueName.DOCUMENTS, IndexDocumentJobData.JOB_NAME, IndexDocumentJobData.class),
                            new JobType<>(
                                    QueueName.ANALYTICS,
                                    TrackedEvent.JOB_NAME,
                                    TrackedEvent.class,
                                    TrackedEvent::requireMeaning),
                            JobType.of(QueueName.ANALYTICS, ForgetEvents.JOB_NAME, ForgetEvents.class),
                            JobType.of(QueueName.ANNOUNCEMENTS, PitchAnnouncement.JOB_NAME, PitchAnnouncement.class)))
            .<JobType<?>>flatMap(types -> types)
            .toList();

    private JobTypes() {}

    private static Stream<JobType<?>> mails(String... names) {
        return Stream.of(names).map(name -> JobType.of(QueueName.EMAIL, name, EmailJobData.class));
    }

    private static Stream<JobType<?>> notifications(String... names) {
        return Stream.of(names).map(name -> JobType.of(QueueName.NOTIFICATIONS, name, NotificationJobData.class));
    }

    private static Stream<JobType<?>> cleanups(String... names) {
        return Stream.of(names).map(name -> JobType.of(QueueName.CLEANUP, name, CleanupJobData.class));
    }

    public static Optional<JobType<?>> find(QueueName queue, String name) {
        return of(queue).filter(type -> type.name().equals(name)).findFirst();
    }

    /** The names of a queue's jobs, in the order in which they are listed here; none for a queue that is unknown here. */
    public static List<String> names(QueueName queue) {
        return of(queue).map(JobType::name).toList();
    }

    private static Stream<JobType<?>> of(QueueName queue) {
        return ALL.stream().filter(type -> type.queue().equals(queue));
    }
}
