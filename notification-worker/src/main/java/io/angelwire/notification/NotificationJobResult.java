package io.angelwire.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.notification.ChannelResult;
import io.angelwire.domain.notification.Notification;
import java.util.List;
import java.util.UUID;

/**
 * What a finished job tells; a rerun tells the same.
 *
 * @param notificationId null if there was nothing to tell any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationJobResult(UUID notificationId, List<ChannelResult> channels) {

    static final NotificationJobResult NOTHING_TO_TELL = new NotificationJobResult(null, List.of());

    static NotificationJobResult of(Notification notification) {
        return new NotificationJobResult(notification.id, notification.channels);
    }
}
