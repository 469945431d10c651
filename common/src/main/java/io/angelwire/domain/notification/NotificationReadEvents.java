package io.angelwire.domain.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Tells a user's other clients what was read in one of them, once the running transaction has committed. */
@ApplicationScoped
public class NotificationReadEvents {

    public static final String NOTIFICATION_READ = "notification_read";

    /** The data of {@link #NOTIFICATION_READ}. */
    public record Data(Read read) {}

    /**
     * Exactly one of the first three says what was read.
     *
     * @param notificationId the one that was read
     * @param notificationIds those that were read, {@value #MOST_IDS} at most
     * @param upTo the {@code created_at} of the newest that was read, with all before it
     * @param unread how many are left, {@value NotificationInbox#MOST_COUNTED} at most
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Read(UUID notificationId, List<UUID> notificationIds, Instant upTo, Instant readAt, int unread) {}

    private static final int MOST_IDS = 100;

    private final Outbox outbox;

    NotificationReadEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void one(UUID userId, UUID notificationId, Instant readAt, int unread) {
        emit(userId, new Read(notificationId, null, null, readAt, unread));
    }

    /** As many events as it takes. */
    void several(UUID userId, List<UUID> notificationIds, Instant readAt, int unread) {
        for (int from = 0; from < notificationIds.size(); from += MOST_IDS) {
            List<UUID> some = notificationIds.subList(from, Math.min(notificationIds.size(), from + MOST_IDS));
            emit(userId, new Read(null, some, null, readAt, unread));
        }
    }

    void upTo(UUID userId, Instant upTo, Instant readAt, int unread) {
        emit(userId, new Read(null, null, upTo, readAt, unread));
    }

    private void emit(UUID userId, Read read) {
        outbox.emit(RealtimeEvent.of(Room.user(userId), NOTIFICATION_READ, new Data(read)));
    }
}
