package io.angelwire.domain.notification;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A user's inbox: what is in it, what is unread, and reading. What was read stays read, since the first time. */
@ApplicationScoped
public class NotificationInbox {

    /** Unread notifications are counted up to here; then there may be more. */
    public static final int MOST_COUNTED = 1_000;

    private static final String LIST = """
            select n.* from notifications n
            where n.user_id = :user and n.in_inbox and (n.created_at, n.id) < (:createdAt, :id) %s %s
            order by n.created_at desc, n.id desc
            limit :limit
            """;

    private static final String UNREAD = """
            select count(*) from (
                select from notifications where user_id = :user and in_inbox and read_at is null limit :most) unread
            """;

    /**
     * What a list is to hold.
     *
     * @param type null for all
     */
    public record Filter(boolean unreadOnly, NotificationType type) {}

    private final EntityManager database;
    private final NotificationReadEvents events;

    NotificationInbox(EntityManager database, NotificationReadEvents events) {
        this.database = database;
        this.events = events;
    }

    /** @param after null for the newest */
    @Transactional
    public Slice<Notification> list(UUID userId, Filter filter, Position after, int limit) {
        Position from = after == null ? Position.NEWEST : after;
        var query = database.createNativeQuery(
                        LIST.formatted(
                                filter.unreadOnly() ? "and n.read_at is null" : "",
                                filter.type() == null ? "" : "and n.type = :type"),
                        Notification.class)
                .setParameter("user", userId)
                .setParameter("createdAt", from.createdAt())
                .setParameter("id", from.id())
                .setParameter("limit", limit + 1);
        if (filter.type() != null) {
            query.setParameter("type", filter.type().name());
        }
        @SuppressWarnings("unchecked")
        List<Notification> rows = query.getResultList();
        return Slice.of(rows, limit, row -> new Position(row.createdAt, row.id));
    }

    /** @return at most {@value #MOST_COUNTED} */
    @Transactional
    public int unread(UUID userId) {
        return ((Number) database.createNativeQuery(UNREAD)
                        .setParameter("user", userId)
                        .setParameter("most", MOST_COUNTED)
                        .getSingleResult())
                .intValue();
    }

    /** @return the notification, read now or before; empty if the user's inbox has none with this id */
    @Transactional
    public Optional<Notification> read(UUID userId, UUID id) {
        Instant now = now();
        int changed = Notification.update(
                "readAt = ?1 where id = ?2 and user.id = ?3 and inInbox and readAt is null", now, id, userId);
        if (changed > 0) {
            events.one(userId, id, now, unread(userId));
        }
        return find(userId, id);
    }

    /**
     * Reads those of these that are unread: what they tell was read elsewhere.
     *
     * @param ids a thousand at most
     */
    @Transactional
    public void read(UUID userId, List<UUID> ids) {
        if (ids.isEmpty()) {
            return;
        }
        Instant now = now();
        int changed = Notification.update(
                "readAt = ?1 where id in ?2 and user.id = ?3 and inInbox and readAt is null", now, ids, userId);
        if (changed > 0) {
            events.several(userId, ids, now, unread(userId));
        }
    }

    /** Reads all that there are now. */
    @Transactional
    public int readAll(UUID userId) {
        return readUpTo(userId, now());
    }

    /**
     * Reads a notification and all that are not newer.
     *
     * @return how many were unread; empty if the user's inbox has no notification with this id
     */
    @Transactional
    public Optional<Integer> readUpTo(UUID userId, UUID id) {
        return find(userId, id).map(latest -> readUpTo(userId, latest.createdAt));
    }

    private int readUpTo(UUID userId, Instant latest) {
        Instant now = now();
        int changed = Notification.update(
                "readAt = ?1 where user.id = ?2 and inInbox and readAt is null and createdAt <= ?3",
                now,
                userId,
                latest);
        if (changed > 0) {
            events.upTo(userId, latest, now, unread(userId));
        }
        return changed;
    }

    private static Optional<Notification> find(UUID userId, UUID id) {
        return Notification.find("id = ?1 and user.id = ?2 and inInbox", id, userId)
                .firstResultOptional();
    }

    /** Milliseconds: what JSON, Postgres and Java all keep. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
