package io.angelwire.domain.user;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Mirrors a user of the identity provider. */
@Entity
@Table(name = "users")
public class User extends PanacheEntityBase {

    /** The subject of the user's tokens. */
    @Id
    public UUID id;

    public String name;

    public String email;

    @Enumerated(EnumType.STRING)
    public Role role;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Everybody with the role, oldest first. */
    public static List<User> withRole(Role role) {
        return list("role = ?1 order by id", role);
    }
}
