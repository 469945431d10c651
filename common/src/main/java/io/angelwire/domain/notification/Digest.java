package io.angelwire.domain.notification;

import io.angelwire.job.Deduplication;
import io.angelwire.job.JobOptions;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * Up to when a user was told by mail of what is said somewhere.
 *
 * <p>Of the jobs for one topic only the first in {@link #DELAY} is added, and it runs when that has passed. The queue hears
 * of a job after what it is about was committed. So whatever came with a job that was not added is there when the job
 * runs that took its place: nothing is left out, however many transactions there are at a time.
 */
@Entity
@Table(name = "digests")
@IdClass(Digest.Key.class)
public class Digest extends PanacheEntityBase {

    /** How long a mail waits for more to tell, and for its user to see it elsewhere. */
    static final Duration DELAY = Duration.ofMinutes(10);

    /** Who hasn't seen what the last mail told gets no other one of the same topic for this long. */
    static final Duration BETWEEN_UNSEEN = Duration.ofDays(1);

    /** What is older was told in other ways, and long ago. */
    private static final Duration OLDEST = Duration.ofDays(7);

    private static final String BEGIN = """
            insert into digests (user_id, topic, told_until) values (:user, :topic, :oldest)
            on conflict (user_id, topic) do nothing
            """;

    private static final String LOCK = "select * from digests where user_id = :user and topic = :topic for update";

    record Key(UUID userId, String topic) {}

    @Id
    @Column(name = "user_id")
    public UUID userId;

    @Id
    public String topic;

    /** The time of the newest that was told. */
    @Column(name = "told_until")
    public Instant toldUntil;

    /** Null before the first mail. */
    @Column(name = "mailed_at")
    public Instant mailedAt;

    /** The options of a job that is to be one with others of the user and topic. */
    public static JobOptions collecting(UUID userId, String topic) {
        return JobOptions.DEFAULT
                .withDelay(DELAY)
                .withDeduplication(Deduplication.throttle("digest:" + userId + ":" + topic, DELAY));
    }

    /** For the rest of the transaction nobody else tells the user of the topic. */
    public static Digest lock(UUID userId, String topic) {
        getEntityManager()
                .createNativeQuery(BEGIN)
                .setParameter("user", userId)
                .setParameter("topic", topic)
                .setParameter("oldest", oldest())
                .executeUpdate();
        return (Digest) getEntityManager()
                .createNativeQuery(LOCK, Digest.class)
                .setParameter("user", userId)
                .setParameter("topic", topic)
                .getSingleResult();
    }

    /** The time from which on things are told by mail. */
    public static Instant oldest() {
        return now().minus(OLDEST);
    }

    /** Whether the user is left alone, if what the last mail told is still unseen. */
    public boolean isRecent() {
        return mailedAt != null && mailedAt.isAfter(now().minus(BETWEEN_UNSEEN));
    }

    public void told(Instant newest) {
        toldUntil = newest;
        mailedAt = now();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
