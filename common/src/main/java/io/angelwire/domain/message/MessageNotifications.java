package io.angelwire.domain.message;

import io.angelwire.domain.notification.Digest;
import io.angelwire.domain.notification.Excerpt;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.room.RoomFacts;
import io.angelwire.domain.room.RoomFacts.OfInvestment;
import io.angelwire.domain.user.User;
import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Notifies those whom a message is for: whom it addresses, and in the room of an investment, where nobody is addressed,
 * its parties. What is said to everybody in a pitch's room is for nobody in particular.
 *
 * <p>Each message is in the inbox at once; a mail tells what is still unread some time later ({@link UnreadMessages}).
 */
@ApplicationScoped
public class MessageNotifications {

    private static final int LONGEST_EXCERPT = 300;

    private final Outbox outbox;

    MessageNotifications(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param facts of the investment's room if the message is about one, else of the pitch's */
    void send(Message message, RoomFacts facts) {
        Set<UUID> recipients = recipients(message, facts);
        if (recipients.isEmpty()) {
            return;
        }
        String sender = User.<User>findById(message.senderId).name;
        Map<String, Object> data = data(message, sender, facts);
        String content = Excerpt.of(sender + ": " + message.content, LONGEST_EXCERPT);
        for (UUID recipient : recipients) {
            outbox.enqueue(QueueName.NOTIFICATIONS, received(message, recipient, content, data));
            outbox.enqueue(QueueName.NOTIFICATIONS, mail(message, recipient));
        }
    }

    private static Job received(Message message, UUID recipient, String content, Map<String, Object> data) {
        NotificationJobData notification = new NotificationJobData(
                recipient,
                NotificationType.MESSAGE,
                "New Message",
                content,
                data,
                List.of(NotificationChannel.DATABASE, NotificationChannel.PUSH));
        return Job.of(NotificationKind.MESSAGE_RECEIVED.jobName(), notification).withId(message.id + "." + recipient);
    }

    /** Its words are found when it is due. */
    private static Job mail(Message message, UUID recipient) {
        String room = room(message).toString();
        NotificationJobData digest = new NotificationJobData(
                recipient,
                NotificationType.MESSAGE,
                "Unread Messages",
                "You have unread messages.",
                Map.of("room", room),
                List.of(NotificationChannel.EMAIL));
        return Job.of(NotificationKind.UNREAD_MESSAGES.jobName(), digest)
                .withOptions(Digest.collecting(recipient, room));
    }

    private static Set<UUID> recipients(Message message, RoomFacts facts) {
        Set<UUID> recipients = new HashSet<>();
        if (message.receiverId != null) {
            recipients.add(message.receiverId);
        } else if (facts instanceof OfInvestment investment) {
            recipients.addAll(List.of(investment.investorId(), investment.founderId()));
        }
        recipients.remove(message.senderId);
        return recipients;
    }

    private static Map<String, Object> data(Message message, String sender, RoomFacts facts) {
        Map<String, Object> data = new HashMap<>();
        data.put("messageId", message.id.toString());
        data.put("senderId", message.senderId.toString());
        data.put("senderName", sender);
        data.put("room", room(message).toString());
        UUID pitchId = facts instanceof OfInvestment investment ? investment.pitchId() : message.pitchId;
        data.put("pitchId", pitchId.toString());
        data.put("pitchTitle", Pitch.<Pitch>findById(pitchId).title);
        if (message.investmentId != null) {
            data.put("investmentId", message.investmentId.toString());
        }
        return data;
    }

    /** The conversation that it belongs to: the parties' own, if there is one. */
    private static Room room(Message message) {
        return message.investmentId != null ? Room.investment(message.investmentId) : Room.pitch(message.pitchId);
    }
}
