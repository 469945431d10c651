package io.angelwire.notification;

import io.angelwire.domain.failedjob.AdminAlerts;
import io.angelwire.domain.message.ReadMessages;
import io.angelwire.domain.notification.ChannelResult;
import io.angelwire.domain.notification.DigestSource;
import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.domain.notification.NotificationPreferences;
import io.angelwire.domain.user.User;
import io.angelwire.notification.channel.ChannelSender;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Sends a notification on its channels. The row, the event and the jobs that carry it on are one transaction, so that a
 * job that is run again finds either everything done or nothing.
 */
@ApplicationScoped
public class NotificationDelivery {

    /** Two runs of one job, after a lost lease, wait for each other here instead of colliding on the unique key. */
    private static final String ONE_AT_A_TIME =
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(:jobId, 0))) l";

    private final EntityManager entities;
    private final AdminAlerts alerts;
    private final ReadMessages readMessages;
    private final Map<NotificationKind, DigestSource> digests;
    private final Map<NotificationChannel, ChannelSender> senders;

    NotificationDelivery(
            EntityManager entities,
            AdminAlerts alerts,
            ReadMessages readMessages,
            @All List<DigestSource> digests,
            @All List<ChannelSender> senders) {
        this.entities = entities;
        this.alerts = alerts;
        this.readMessages = readMessages;
        this.digests = digests.stream().collect(Collectors.toUnmodifiableMap(DigestSource::kind, Function.identity()));
        this.senders =
                senders.stream().collect(Collectors.toUnmodifiableMap(ChannelSender::channel, Function.identity()));
    }

    /** @return what became of the job's notification, in this run or an earlier one; empty if the user is unknown */
    @Transactional
    public Optional<NotificationJobResult> deliver(String jobId, NotificationKind kind, NotificationJobData job) {
        entities.createNativeQuery(ONE_AT_A_TIME)
                .setParameter("jobId", "notification:" + jobId)
                .getSingleResult();
        Optional<Notification> earlier = Notification.ofJob(jobId);
        if (earlier.isPresent()) {
            return earlier.map(NotificationJobResult::of);
        }
        return User.<User>findByIdOptional(job.userId())
                .map(user -> current(jobId, kind, job)
                        .map(words -> NotificationJobResult.of(send(Notification.of(jobId, user, words), kind, words)))
                        .orElse(NotificationJobResult.NOTHING_TO_TELL));
    }

    /** What a digest or an alert is to say is known only now. */
    private Optional<NotificationJobData> current(String jobId, NotificationKind kind, NotificationJobData job) {
        DigestSource digest = digests.get(kind);
        return digest == null ? Optional.of(alerts.current(jobId, job)) : digest.collect(job);
    }

    private Notification send(Notification notification, NotificationKind kind, NotificationJobData job) {
        if (kind == NotificationKind.MESSAGE_RECEIVED) {
            notification.readAt =
                    readMessages.readAt(job.userId(), notification.jobId).orElse(null);
        }
        NotificationPreferences preferences = NotificationPreferences.of(job.userId());
        notification.channels = job.channels().stream()
                .distinct()
                .map(channel -> preferences.allow(job.type(), channel)
                        ? send(notification, kind, channel)
                        : ChannelResult.failed(channel, notification.createdAt, "the user has switched it off"))
                .toList();
        notification.persist();
        return notification;
    }

    private ChannelResult send(Notification notification, NotificationKind kind, NotificationChannel channel) {
        ChannelSender sender = senders.get(channel);
        if (sender == null) {
            return ChannelResult.failed(channel, notification.createdAt, "the channel is not available");
        }
        if (notification.readAt != null && channel != NotificationChannel.DATABASE) {
            return ChannelResult.failed(channel, notification.createdAt, "the user has read it already");
        }
        sender.send(notification, kind);
        return ChannelResult.sent(channel, notification.createdAt);
    }
}
