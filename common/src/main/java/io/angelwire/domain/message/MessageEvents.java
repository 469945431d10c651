package io.angelwire.domain.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.domain.analytics.Analytics;
import io.angelwire.job.Ids;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Tells rooms of messages and of who has read them, once the running transaction has committed. */
@ApplicationScoped
public class MessageEvents {

    public static final String NEW_MESSAGE = "new_message";
    public static final String INVESTMENT_MESSAGE = "investment_message";
    public static final String MESSAGE_READ = "message_read";

    /** The data of {@link #NEW_MESSAGE} and {@link #INVESTMENT_MESSAGE}. */
    public record Data(Snapshot message) {}

    /** A message as clients see it; what it doesn't have is left out. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Snapshot(
            UUID id,
            String content,
            UUID senderId,
            Instant createdAt,
            String messageType,
            UUID pitchId,
            UUID investmentId,
            UUID receiverId,
            String clientMessageId) {

        public static Snapshot of(Message message) {
            return new Snapshot(
                    message.id,
                    message.content,
                    message.senderId,
                    message.createdAt,
                    message.messageType,
                    message.pitchId,
                    message.investmentId,
                    message.receiverId,
                    message.clientMessageId);
        }
    }

    /** The data of {@link #MESSAGE_READ}. */
    public record ReadData(Receipt receipt) {}

    /**
     * Somebody has read a room's messages up to this one.
     *
     * @param userId the reader
     * @param room {@code pitch:<id>} or {@code investment:<id>}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Receipt(UUID userId, String room, UUID messageId, Instant readAt) {}

    private final Outbox outbox;

    MessageEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The event's id is the message's, in both rooms if it is in two. */
    void emit(Message message) {
        Analytics.track(outbox, "message:sent", message.senderId, message.id, Map.of());
        Data data = new Data(Snapshot.of(message));
        if (message.pitchId != null) {
            outbox.emit(new RealtimeEvent(message.id, Room.pitch(message.pitchId), NEW_MESSAGE, data));
        }
        if (message.investmentId != null) {
            outbox.emit(new RealtimeEvent(message.id, Room.investment(message.investmentId), INVESTMENT_MESSAGE, data));
        }
    }

    void emit(Receipt receipt, Collection<Room> rooms) {
        UUID id = Ids.newId();
        rooms.forEach(room -> outbox.emit(new RealtimeEvent(id, room, MESSAGE_READ, new ReadData(receipt))));
    }
}
