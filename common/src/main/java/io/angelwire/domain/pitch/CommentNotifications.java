package io.angelwire.domain.pitch;

import io.angelwire.domain.notification.Digest;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Notifies a pitch's founder of what others say about it: each comment is in the inbox at once, without its words, which may
 * be taken back; a mail tells those that are still there some time later ({@link NewComments}).
 */
@ApplicationScoped
public class CommentNotifications {

    private final Outbox outbox;

    CommentNotifications(Outbox outbox) {
        this.outbox = outbox;
    }

    void send(Comment comment) {
        UUID founder = comment.pitch.startup.founder.id;
        if (comment.user.id.equals(founder)) {
            return;
        }
        NotificationJobData added = new NotificationJobData(
                founder,
                NotificationType.PITCH_UPDATE,
                "New Comment",
                comment.user.name + " has commented on \"" + comment.pitch.title + "\".",
                Map.of(
                        "commentId",
                        comment.id.toString(),
                        "pitchId",
                        comment.pitch.id.toString(),
                        "pitchTitle",
                        comment.pitch.title,
                        "startupName",
                        comment.pitch.startup.name,
                        "senderId",
                        comment.user.id.toString(),
                        "senderName",
                        comment.user.name),
                List.of(NotificationChannel.DATABASE, NotificationChannel.PUSH));
        outbox.enqueue(
                QueueName.NOTIFICATIONS,
                Job.of(NotificationKind.COMMENT_ADDED.jobName(), added).withId(comment.id + "." + founder));
        NotificationJobData digest = new NotificationJobData(
                founder,
                NotificationType.PITCH_UPDATE,
                "New Comments",
                "There are new comments on your pitch.",
                Map.of("pitchId", comment.pitch.id.toString()),
                List.of(NotificationChannel.EMAIL));
        outbox.enqueue(
                QueueName.NOTIFICATIONS,
                Job.of(NotificationKind.NEW_COMMENTS.jobName(), digest)
                        .withOptions(Digest.collecting(founder, NewComments.topic(comment.pitch.id))));
    }
}
