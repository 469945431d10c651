package io.angelwire.domain.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Tells a user's other clients what was read in one of them, once the running transaction has committed. */
@ApplicationScoped
public class NotificationReadEvents {

    public static final String NOTIFICATION_READ = "notification_read";

    /** The data of {@link #NOTIFICATION_READ}. */
    public record Data(Read read) {}

    /**
     * @param notificationId the one that was read; null if all were up to a time
     * @param upTo the {@code created_at} of the newest that was read; null if one was
     * @param unread how many are left, {@value NotificationInbox#MOST_COUNTED} at most
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Read(UUID notificationId, Instant upTo, Instant readAt, int unread) {}

    private final Outbox outbox;

    NotificationReadEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void one(UUID userId, UUID notificationId, Instant readAt, int unread) {
        emit(userId, new Read(notificationId, null, readAt, unread));
    }

    void upTo(UUID userId, Instant upTo, Instant readAt, int unread) {
        emit(userId, new Read(null, upTo, readAt, unread));
    }

    private void emit(UUID userId, Read read) {
        outbox.emit(RealtimeEvent.of(Room.user(userId), NOTIFICATION_READ, new Data(read)));
    }
}
