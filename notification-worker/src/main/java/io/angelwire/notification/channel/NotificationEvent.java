package io.angelwire.notification.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The data of event {@code notification}. */
record NotificationEvent(Snapshot notification) {

    static final String NAME = "notification";

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Snapshot(
            UUID id,
            NotificationType type,
            String title,
            String content,
            Map<String, Object> data,
            Instant createdAt) {}

    static NotificationEvent of(Notification notification) {
        return new NotificationEvent(new Snapshot(
                notification.id,
                notification.type,
                notification.title,
                notification.content,
                notification.data,
                notification.createdAt));
    }
}
