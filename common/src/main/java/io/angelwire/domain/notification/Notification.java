package io.angelwire.domain.notification;

import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/**
 * Something that a user was told. Each notification job leaves one, which is what makes a rerun harmless; the user's
 * inbox shows those that were sent on channel {@link NotificationChannel#DATABASE}.
 */
@Entity
@Table(name = "notifications")
public class Notification extends PanacheEntityBase {

    @Id
    public UUID id;

    /** The job that it came from; unique. */
    @Column(name = "job_id")
    public String jobId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "user_id")
    public User user;

    @Enumerated(EnumType.STRING)
    public NotificationType type;

    public String title;

    public String content;

    /** For programs; null for none. */
    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, Object> data;

    @Column(name = "in_inbox")
    public boolean inInbox;

    /** In the order in which the job named the channels. */
    @JdbcTypeCode(SqlTypes.JSON)
    public List<ChannelResult> channels = List.of();

    /** Null until the user has read it. */
    @Column(name = "read_at")
    public Instant readAt;

    @Column(name = "created_at")
    public Instant createdAt;

    /** A new one, on no channel yet. */
    public static Notification of(String jobId, User user, NotificationJobData job) {
        Notification notification = new Notification();
        notification.id = Ids.newId();
        notification.jobId = jobId;
        notification.user = user;
        notification.type = job.type();
        notification.title = job.title();
        notification.content = job.content();
        notification.data = job.data();
        // Milliseconds: what JSON, Postgres and Java all keep.
        notification.createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return notification;
    }

    public static Optional<Notification> ofJob(String jobId) {
        return find("jobId", jobId).firstResultOptional();
    }

    /** Lets those that came from these jobs say something else, without making them new or unread. */
    public static void rewrite(List<String> jobIds, String content, Map<String, Object> data) {
        update("content = ?1, data = ?2 where jobId in ?3", content, data, jobIds);
    }

    /** What the user's inbox shows, newest first. */
    public static List<Notification> inbox(UUID userId, int limit) {
        return find("user.id = ?1 and inInbox order by createdAt desc, id desc", userId)
                .page(0, limit)
                .list();
    }

    /** How many of the user's inbox are unread; not more than {@code most} are counted. */
    public static int unread(UUID userId, int most) {
        return getEntityManager()
                .createQuery(
                        "select 1 from Notification n where n.user.id = :user and n.inInbox and n.readAt is null",
                        Integer.class)
                .setParameter("user", userId)
                .setMaxResults(most)
                .getResultList()
                .size();
    }
}
