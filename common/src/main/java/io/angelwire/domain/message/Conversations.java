package io.angelwire.domain.message;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rooms with messages that somebody has to do with, and what is unread there. */
@ApplicationScoped
public class Conversations {

    /**
     * Pitches that the reader has founded, written to or was addressed in, and investments that the reader is a party of
     * or, as an admin, has written to. Of each room the newest message is one look at an index, and what is unread is
     * counted for the page alone.
     */
    private static final String LIST = """
            with candidates as (
                select pitch_id, cast(null as uuid) as investment_id from messages
                where sender_id = :reader and pitch_id is not null
                union select pitch_id, null from messages where receiver_id = :reader and pitch_id is not null
                union select p.id, null from pitches p join startups s on s.id = p.startup_id
                    where s.founder_id = :reader
                union select null, investment_id from messages where sender_id = :reader and investment_id is not null
                union select null, id from investments where investor_id = :reader
                union select null, i.id from investments i
                        join pitches p on p.id = i.pitch_id join startups s on s.id = p.startup_id
                    where s.founder_id = :reader
            ), rooms as (
                select c.pitch_id, c.investment_id, coalesce(c.pitch_id, c.investment_id) as target,
                    coalesce('pitch:' || c.pitch_id, 'investment:' || c.investment_id) as room
                from candidates c
                    left join investments i on i.id = c.investment_id
                    join pitches p on p.id = coalesce(c.pitch_id, i.pitch_id)
                    join startups s on s.id = p.startup_id
                where :admin or s.founder_id = :reader
                    or (c.investment_id is null and p.status <> 'DRAFT') or i.investor_id = :reader
            ), page as (
                select r.*, last.id, last.created_at
                from rooms r cross join lateral (
                    (select m.id, m.created_at from messages m where m.pitch_id = r.pitch_id
                     order by m.created_at desc, m.id desc limit 1)
                    union all
                    (select m.id, m.created_at from messages m where m.investment_id = r.investment_id
                     order by m.created_at desc, m.id desc limit 1)
                ) last
                where (last.created_at, r.target) < (:createdAt, :id)
                order by last.created_at desc, r.target desc
                limit :limit
            )
            select page.pitch_id, page.investment_id, page.id, read.message_id as read_id,
                (select count(*) from (
                    (select from messages m
                     where m.pitch_id = page.pitch_id and m.seq > coalesce(read.seq, 0) and m.sender_id <> :reader
                     limit :most)
                    union all
                    (select from messages m
                     where m.investment_id = page.investment_id and m.seq > coalesce(read.seq, 0)
                         and m.sender_id <> :reader
                     limit :most)
                ) unread) as unread
            from page left join message_reads read on read.reader_id = :reader and read.room = page.room
            order by page.created_at desc, page.target desc
            """;

    private final EntityManager database;
    private final RoomAccess access;

    Conversations(EntityManager database, RoomAccess access) {
        this.database = database;
        this.access = access;
    }

    /**
     * By their newest messages, newest first.
     *
     * @param after the time of the last conversation before, and the id that it is about; null for the first
     */
    @Transactional
    public Slice<Conversation> of(Participant reader, Position after, int limit) {
        Position from = after == null ? Position.NEWEST : after;
        @SuppressWarnings("unchecked")
        List<Tuple> rows = database.createNativeQuery(LIST, Tuple.class)
                .setParameter("reader", reader.userId())
                .setParameter("admin", access.isAdmin(reader))
                .setParameter("createdAt", from.createdAt())
                .setParameter("id", from.id())
                .setParameter("limit", limit + 1)
                .setParameter("most", Conversation.MOST_UNREAD)
                .getResultList();
        Map<UUID, Message> newest = newest(rows);
        List<Conversation> found = rows.stream()
                .map(row -> new Conversation(
                        row.get("pitch_id", UUID.class),
                        row.get("investment_id", UUID.class),
                        newest.get(row.get("id", UUID.class)),
                        row.get("read_id", UUID.class),
                        row.get("unread", Number.class).intValue()))
                .toList();
        return Slice.of(found, limit, Conversation::position);
    }

    private static Map<UUID, Message> newest(List<Tuple> rows) {
        List<UUID> ids = rows.stream().map(row -> row.get("id", UUID.class)).toList();
        return Message.<Message>stream("id in ?1", ids)
                .collect(Collectors.toMap(message -> message.id, Function.identity()));
    }
}
