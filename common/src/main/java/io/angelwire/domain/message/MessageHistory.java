package io.angelwire.domain.message;

import io.angelwire.domain.message.MessageRefusedException.Reason;
import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** Reads what was written, newest first: by who may be in the room, and by nobody else. */
@ApplicationScoped
public class MessageHistory {

    private static final String IN_ROOM = """
            select m.* from messages m
            where m.%s = :target and (m.created_at, m.id) < (:createdAt, :id)
            order by m.created_at desc, m.id desc
            limit :limit
            """;

    /** Either direction by its own index; who has lost the right to a room since doesn't see its messages any more. */
    private static final String BETWEEN = """
            select m.* from (
                (select * from messages
                 where sender_id = :reader and receiver_id = :other and (created_at, id) < (:createdAt, :id) and %1$s
                 order by created_at desc, id desc limit :limit)
                union
                (select * from messages
                 where sender_id = :other and receiver_id = :reader and (created_at, id) < (:createdAt, :id) and %1$s
                 order by created_at desc, id desc limit :limit)
            ) m
            order by m.created_at desc, m.id desc
            limit :limit
            """.formatted("""
            (:admin or exists (
                 select from pitches p join startups s on s.id = p.startup_id
                 where p.id = pitch_id and (p.status <> 'DRAFT' or s.founder_id = :reader))
             or exists (
                 select from investments i
                     join pitches p on p.id = i.pitch_id join startups s on s.id = p.startup_id
                 where i.id = investment_id and (i.investor_id = :reader or s.founder_id = :reader)))""");

    private final EntityManager database;
    private final RoomAccess access;

    MessageHistory(EntityManager database, RoomAccess access) {
        this.database = database;
        this.access = access;
    }

    /**
     * A room's messages.
     *
     * @param room of a pitch or an investment
     * @param after null for the newest
     * @throws MessageRefusedException if the room doesn't exist, or not for this reader
     */
    @Transactional
    public Slice<Message> inRoom(Participant reader, Room room, Position after, int limit) {
        access.require(reader, room);
        String column = room.kind() == Room.Kind.PITCH ? "pitch_id" : "investment_id";
        return read(
                database.createNativeQuery(IN_ROOM.formatted(column), Message.class)
                        .setParameter("target", UUID.fromString(room.key())),
                after,
                limit);
    }

    /**
     * What two people have addressed to each other, in whichever rooms the reader may still be.
     *
     * @param other anybody; with who doesn't exist there are no messages either
     * @param after null for the newest
     */
    @Transactional
    public Slice<Message> between(Participant reader, UUID other, Position after, int limit) {
        return read(
                database.createNativeQuery(BETWEEN, Message.class)
                        .setParameter("reader", reader.userId())
                        .setParameter("other", other)
                        .setParameter("admin", access.isAdmin(reader)),
                after,
                limit);
    }

    /** @throws MessageRefusedException if there is no such message, or not for this reader */
    @Transactional
    public Message get(Participant reader, UUID id) {
        return Message.<Message>findByIdOptional(id)
                .filter(message -> mayRead(reader, message))
                .orElseThrow(() -> new MessageRefusedException(Reason.MESSAGE_UNKNOWN));
    }

    private boolean mayRead(Participant reader, Message message) {
        return message.pitchId != null && access.admits(reader, Room.pitch(message.pitchId))
                || message.investmentId != null && access.admits(reader, Room.investment(message.investmentId));
    }

    private static Slice<Message> read(Query query, Position after, int limit) {
        Position from = after == null ? Position.NEWEST : after;
        @SuppressWarnings("unchecked")
        List<Message> rows = query.setParameter("createdAt", from.createdAt())
                .setParameter("id", from.id())
                .setParameter("limit", limit + 1)
                .getResultList();
        return Slice.of(rows, limit, message -> new Position(message.createdAt, message.id));
    }
}
