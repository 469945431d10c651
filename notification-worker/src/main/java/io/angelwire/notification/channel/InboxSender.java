package io.angelwire.notification.channel;

import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Puts the notification in the user's inbox and tells the user's open clients. The two go together: what pops up live is
 * there after a reload. What the user has read already pops up nowhere.
 */
@ApplicationScoped
class InboxSender implements ChannelSender {

    private final Outbox outbox;

    InboxSender(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public NotificationChannel channel() {
        return NotificationChannel.DATABASE;
    }

    @Override
    public void send(Notification notification, NotificationKind kind) {
        notification.inInbox = true;
        if (notification.readAt != null) {
            return;
        }
        Room room = Room.user(notification.user.id);
        outbox.emit(
                new RealtimeEvent(notification.id, room, NotificationEvent.NAME, NotificationEvent.of(notification)));
    }
}
