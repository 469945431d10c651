package io.angelwire.domain.message;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** What somebody wrote in the room of a pitch or an investment. Written by {@link Messages}, once, and never changed. */
@Entity
@Immutable
@Table(name = "messages")
public class Message extends PanacheEntityBase {

    @Id
    public UUID id;

    /** Orders the messages of a room. */
    @Column(insertable = false)
    public long seq;

    @Column(name = "sender_id")
    public UUID senderId;

    /** Whom it addresses; null for everybody in the room. */
    @Column(name = "receiver_id")
    public UUID receiverId;

    /** Null if it was written about an investment alone. */
    @Column(name = "pitch_id")
    public UUID pitchId;

    /** Null if it was written about a pitch alone. */
    @Column(name = "investment_id")
    public UUID investmentId;

    @Column(name = "message_type")
    public String messageType;

    public String content;

    /** The sender's own id of it, unique for the sender; or null. */
    @Column(name = "client_message_id")
    public String clientMessageId;

    @Column(name = "created_at")
    public Instant createdAt;

    static Optional<Message> ofSender(UUID senderId, String clientMessageId) {
        return find("senderId = ?1 and clientMessageId = ?2", senderId, clientMessageId)
                .firstResultOptional();
    }
}
