package io.angelwire.gateway.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A notification as its user sees it; what it doesn't have is left out. */
@Schema(name = "Notification")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationView(
        UUID id,
        NotificationType type,
        String title,
        String content,

        @Schema(description = "For programs: the investment's id, for instance")
        Map<String, Object> data,

        @Schema(description = "Absent until it was read") Instant readAt,

        Instant createdAt) {

    static NotificationView of(Notification notification) {
        return new NotificationView(
                notification.id,
                notification.type,
                notification.title,
                notification.content,
                notification.data,
                notification.readAt,
                notification.createdAt);
    }
}
