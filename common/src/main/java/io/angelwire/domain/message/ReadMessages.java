package io.angelwire.domain.message;

import io.angelwire.domain.notification.NotificationInbox;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who has read a message needs no notification of it: one that is in the inbox is read with the message, and one that is made
 * later is read from the beginning. Of the two, that a reader moves on and that a notification of theirs is made, one comes
 * first and is seen by the other: either takes a lock on the reader before it looks.
 */
@ApplicationScoped
public class ReadMessages {

    private static final int NOTIFICATIONS_AT_A_TIME = 1_000;

    private static final String LOCK = "select 1 from (select pg_advisory_xact_lock(hashtextextended(:reader, 0))) l";

    /** What somebody else reads at this moment, by another request of the same user's, is left to that. */
    private static final String NOTIFICATIONS = """
            select n.id from messages m
            join notifications n on n.job_id = m.id || '.' || :readerText
            where m.%s = :target and m.seq > :after and m.seq <= :upTo and m.sender_id <> :reader
                and (m.receiver_id = :reader or (m.investment_id is not null and m.receiver_id is null))
                and n.user_id = :reader and n.in_inbox and n.read_at is null
            limit :most
            for update of n skip locked
            """;

    private static final String READ_AT = """
            select max(r.read_at) from messages m
            join message_reads r on r.reader_id = :reader and r.seq >= m.seq
                and r.room in ('pitch:' || m.pitch_id, 'investment:' || m.investment_id)
            where m.id = :message
            """;

    /** {@link MessageNotifications} gives its jobs such ids. */
    private static final Pattern JOB_ID =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([0-9a-f-]{36})");

    private final EntityManager database;
    private final NotificationInbox inbox;

    ReadMessages(EntityManager database, NotificationInbox inbox) {
        this.database = database;
        this.inbox = inbox;
    }

    /**
     * The reader's notifications about a room's messages are read, too.
     *
     * @param after the {@code seq} of the last message that was read before; 0 for none
     * @param upTo that of the last one that is read now
     */
    @Transactional(TxType.MANDATORY)
    void readNotifications(UUID reader, Room room, long after, long upTo) {
        lock(reader);
        String column = room.kind() == Room.Kind.PITCH ? "pitch_id" : "investment_id";
        List<UUID> ids;
        do {
            ids = notifications(column, UUID.fromString(room.key()), reader, after, upTo);
            inbox.read(reader, ids);
        } while (ids.size() == NOTIFICATIONS_AT_A_TIME);
    }

    @SuppressWarnings("unchecked")
    private List<UUID> notifications(String column, UUID target, UUID reader, long after, long upTo) {
        return database.createNativeQuery(NOTIFICATIONS.formatted(column), UUID.class)
                .setParameter("target", target)
                .setParameter("reader", reader)
                .setParameter("readerText", reader.toString())
                .setParameter("after", after)
                .setParameter("upTo", upTo)
                .setParameter("most", NOTIFICATIONS_AT_A_TIME)
                .getResultList();
    }

    /**
     * When a message was read, to be asked before its notification is stored in the same transaction.
     *
     * @param jobId of the job that makes the notification
     * @return empty if it wasn't, or the job doesn't notify this reader of a message
     */
    @Transactional(TxType.MANDATORY)
    public Optional<Instant> readAt(UUID reader, String jobId) {
        var job = JOB_ID.matcher(jobId);
        if (!job.matches() || !job.group(2).equals(reader.toString())) {
            return Optional.empty();
        }
        lock(reader);
        return Optional.ofNullable((Instant) database.createNativeQuery(READ_AT, Instant.class)
                .setParameter("reader", reader)
                .setParameter("message", UUID.fromString(job.group(1)))
                .getSingleResult());
    }

    private void lock(UUID reader) {
        database.createNativeQuery(LOCK)
                .setParameter("reader", "reads:" + reader)
                .getSingleResult();
    }
}
