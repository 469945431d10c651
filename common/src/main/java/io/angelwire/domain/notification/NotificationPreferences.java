package io.angelwire.domain.notification;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** On which channels a user wants no notifications of a type. Who never said so wants all. */
@Entity
@Table(name = "notification_preferences")
public class NotificationPreferences extends PanacheEntityBase {

    private static final String CREATE = """
            insert into notification_preferences (user_id) select id from users where id = :user
            on conflict (user_id) do nothing
            """;

    @Id
    @Column(name = "user_id")
    public UUID userId;

    @Version
    public long version;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "switched_off")
    public Map<NotificationType, Set<NotificationChannel>> switchedOff = Map.of();

    /** The user's, or those of somebody who never said anything. */
    public static NotificationPreferences of(UUID userId) {
        return NotificationPreferences.<NotificationPreferences>findByIdOptional(userId)
                .orElseGet(NotificationPreferences::new);
    }

    /** The user's, to be changed in this transaction by nobody else; empty if there is no such user. */
    public static Optional<NotificationPreferences> lock(UUID userId) {
        getEntityManager()
                .createNativeQuery(CREATE)
                .setParameter("user", userId)
                .executeUpdate();
        return findByIdOptional(userId, LockModeType.PESSIMISTIC_WRITE);
    }

    public boolean allow(NotificationType type, NotificationChannel channel) {
        return !switchedOff.getOrDefault(type, Set.of()).contains(channel);
    }
}
