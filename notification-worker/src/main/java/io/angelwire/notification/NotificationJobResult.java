package io.angelwire.notification;

import io.angelwire.domain.notification.ChannelResult;
import io.angelwire.domain.notification.Notification;
import java.util.List;
import java.util.UUID;

/** What a finished job tells; a rerun tells the same. */
public record NotificationJobResult(UUID notificationId, List<ChannelResult> channels) {

    static NotificationJobResult of(Notification notification) {
        return new NotificationJobResult(notification.id, notification.channels);
    }
}
