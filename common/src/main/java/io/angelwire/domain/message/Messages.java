package io.angelwire.domain.message;

import io.angelwire.domain.message.MessageEvents.Receipt;
import io.angelwire.domain.message.MessageRefusedException.Reason;
import io.angelwire.domain.room.RoomFacts;
import io.angelwire.domain.room.RoomFacts.OfInvestment;
import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Chat in the rooms of pitches and investments: who may see a pitch writes there, and the parties of an investment
 * write in its room. A message is stored and its events written in one transaction, the caller's if there is one.
 */
@ApplicationScoped
public class Messages {

    private static final String INSERT = """
            insert into messages (id, sender_id, receiver_id, pitch_id, investment_id, message_type, content,
                                  client_message_id, created_at)
            values (:id, :sender, cast(:receiver as uuid), cast(:pitch as uuid), cast(:investment as uuid), :type,
                    :content, cast(:clientId as varchar), :now)
            on conflict (sender_id, client_message_id) do nothing
            """;

    /** Backwards changes nothing: devices report late and in any order. Tells where the reader was, who has moved on. */
    private static final String MARK_READ = """
            with before as (select seq from message_reads where reader_id = :reader and room = :room),
            moved as (
                insert into message_reads (reader_id, room, message_id, seq, read_at)
                values (:reader, :room, :message, :seq, :now)
                on conflict (reader_id, room) do update
                    set message_id = excluded.message_id, seq = excluded.seq, read_at = excluded.read_at
                    where message_reads.seq < excluded.seq
                returning 1)
            select coalesce((select seq from before), 0) from moved
            """;

    private final EntityManager database;
    private final RoomAccess access;
    private final MessageEvents events;
    private final MessageNotifications notifications;
    private final ReadMessages reads;

    Messages(
            EntityManager database,
            RoomAccess access,
            MessageEvents events,
            MessageNotifications notifications,
            ReadMessages reads) {
        this.database = database;
        this.access = access;
        this.events = events;
        this.notifications = notifications;
        this.reads = reads;
    }

    /**
     * Stores the message, emits it to its rooms and notifies whom it is for. The same message with the same
     * {@code clientMessageId} again stores and tells nothing and returns what was stored.
     *
     * @throws MessageRefusedException if a rule forbids it
     */
    @Transactional
    public Message send(Participant sender, NewMessage message) {
        RoomFacts room = authorize(sender, message);
        UUID id = Ids.newId();
        // Milliseconds: what JSON, Postgres and Java all keep.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        // A concurrent insert of the same is waited for, and is seen by the query behind it.
        int inserted = database.createNativeQuery(INSERT)
                .setParameter("id", id)
                .setParameter("sender", sender.userId())
                .setParameter("receiver", text(message.receiverId()))
                .setParameter("pitch", text(message.pitchId()))
                .setParameter("investment", text(message.investmentId()))
                .setParameter("type", message.messageType())
                .setParameter("content", message.content())
                .setParameter("clientId", message.clientMessageId())
                .setParameter("now", now)
                .executeUpdate();
        if (inserted == 0) {
            return Message.ofSender(sender.userId(), message.clientMessageId())
                    .filter(message::isSameAs)
                    .orElseThrow(() -> new MessageRefusedException(Reason.CLIENT_MESSAGE_ID_REUSED));
        }
        Message stored = Message.findById(id);
        events.emit(stored);
        notifications.send(stored, room);
        return stored;
    }

    /**
     * Notes that the reader has read the room's messages up to this one, and tells who should know: in the room of an
     * investment its members, of a pitch the message's sender and the reader's other devices (anybody may be in it). The
     * reader's notifications about these messages are read with them.
     *
     * @param room of a pitch or an investment
     * @return whether the reader had not come so far before
     * @throws MessageRefusedException if the reader may not be in the room, or the message is not of it
     */
    @Transactional
    public boolean markRead(Participant reader, Room room, UUID messageId) {
        access.require(reader, room);
        UUID target = UUID.fromString(room.key());
        boolean pitch = room.kind() == Room.Kind.PITCH;
        Message message = Message.<Message>findByIdOptional(messageId)
                .filter(m -> target.equals(pitch ? m.pitchId : m.investmentId))
                .orElseThrow(() -> new MessageRefusedException(Reason.MESSAGE_UNKNOWN));
        registered(reader);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Long before = (Long) database.createNativeQuery(MARK_READ, Long.class)
                .setParameter("reader", reader.userId())
                .setParameter("room", room.toString())
                .setParameter("message", messageId)
                .setParameter("seq", message.seq)
                .setParameter("now", now)
                .getSingleResultOrNull();
        if (before == null) {
            return false;
        }
        Set<Room> told = pitch
                ? new LinkedHashSet<>(List.of(Room.user(message.senderId), Room.user(reader.userId())))
                : Set.of(room);
        events.emit(new Receipt(reader.userId(), room.toString(), messageId, now), told);
        reads.readNotifications(reader.userId(), room, before, message.seq);
        return true;
    }

    /** @return of the investment's room if it is about one, else of the pitch's */
    private RoomFacts authorize(Participant sender, NewMessage message) {
        RoomFacts room = null;
        if (message.pitchId() != null) {
            room = access.require(sender, Room.pitch(message.pitchId()));
        }
        if (message.investmentId() != null) {
            room = access.require(sender, Room.investment(message.investmentId()));
            if (message.pitchId() != null && !((OfInvestment) room).pitchId().equals(message.pitchId())) {
                throw new MessageRefusedException(Reason.INVESTMENT_OF_OTHER_PITCH);
            }
        }
        registered(sender);
        UUID receiver = message.receiverId();
        if (receiver != null
                && !(room.admits(receiver) && User.findByIdOptional(receiver).isPresent())) {
            throw new MessageRefusedException(Reason.RECEIVER_UNKNOWN);
        }
        return room;
    }

    private static void registered(Participant who) {
        if (User.findByIdOptional(who.userId()).isEmpty()) {
            throw new MessageRefusedException(Reason.SENDER_UNKNOWN);
        }
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }
}
