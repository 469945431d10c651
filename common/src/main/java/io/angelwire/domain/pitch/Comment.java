package io.angelwire.domain.pitch;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What somebody has said about a pitch, for everybody who may see it. Never changed. */
@Entity
@Table(name = "comments")
public class Comment extends PanacheEntityBase {

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "pitch_id")
    public Pitch pitch;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id")
    public User user;

    public String content;

    @Column(name = "created_at")
    public Instant createdAt;

    static Comment of(Pitch pitch, User user, String content) {
        Comment comment = new Comment();
        comment.id = Ids.newId();
        comment.pitch = pitch;
        comment.user = user;
        comment.content = content;
        // Milliseconds: what JSON, Postgres and Java all keep.
        comment.createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return comment;
    }

    /** Of two transactions that want to delete it, one finds it. */
    static Optional<Comment> findLocked(UUID pitchId, UUID id) {
        return Comment.<Comment>find("id = ?1 and pitch.id = ?2", id, pitchId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** What others than this user have said since, with who has said it; newest first. */
    static List<Comment> ofOthers(UUID userId, UUID pitchId, Instant since, int limit) {
        return Comment.<Comment>find(
                        "from Comment c join fetch c.user u where c.pitch.id = ?1 and u.id <> ?2 and c.createdAt > ?3"
                                + " order by c.createdAt desc, c.id desc",
                        pitchId,
                        userId,
                        since)
                .range(0, limit - 1)
                .list();
    }

    /**
     * With their users, newest first.
     *
     * @param after where the page before ended; null for the first page
     */
    static Slice<Comment> list(UUID pitchId, Position after, int limit) {
        StringBuilder query = new StringBuilder("from Comment c join fetch c.user where c.pitch.id = :pitch");
        Map<String, Object> values = new HashMap<>(Map.of("pitch", pitchId));
        if (after != null) {
            query.append(" and (c.createdAt, c.id) < (:createdAt, :id)");
            values.put("createdAt", after.createdAt());
            values.put("id", after.id());
        }
        query.append(" order by c.createdAt desc, c.id desc");
        return Slice.of(
                Comment.<Comment>find(query.toString(), values).range(0, limit).list(),
                limit,
                comment -> new Position(comment.createdAt, comment.id));
    }
}
