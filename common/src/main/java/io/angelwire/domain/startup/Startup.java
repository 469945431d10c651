package io.angelwire.domain.startup;

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
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A company that looks for investors. */
@Entity
@Table(name = "startups")
public class Startup extends PanacheEntityBase {

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "founder_id")
    public User founder;

    public String name;

    /** Empty if the founder says nothing. */
    public String description;

    /** Its address; null for none. */
    public String website;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Version
    public long version;

    static Startup of(User founder, StartupProfile profile) {
        Startup startup = new Startup();
        startup.id = Ids.newId();
        startup.founder = founder;
        startup.set(profile);
        startup.createdAt = startup.updatedAt;
        return startup;
    }

    void set(StartupProfile profile) {
        name = profile.name();
        description = profile.description();
        website = profile.website();
        // Milliseconds: what JSON, Postgres and Java all keep.
        updatedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    StartupProfile profile() {
        return new StartupProfile(name, description, website);
    }

    /** The startup with its founder, in one query. */
    public static Optional<Startup> findWithFounder(UUID id) {
        return find("from Startup s join fetch s.founder where s.id = ?1", id).firstResultOptional();
    }

    /** Reads it as it is now, which it stays until the transaction ends: whoever else wants to change it waits. */
    Startup locked() {
        getEntityManager().refresh(this, LockModeType.PESSIMISTIC_WRITE);
        return this;
    }

    /**
     * Newest first.
     *
     * @param founderId of this founder alone; null for all
     * @param after where the page before ended; null for the first page
     */
    public static Slice<Startup> list(UUID founderId, Position after, int limit) {
        StringBuilder query = new StringBuilder("from Startup s join fetch s.founder f where 1 = 1");
        Map<String, Object> values = new HashMap<>();
        if (founderId != null) {
            query.append(" and f.id = :founder");
            values.put("founder", founderId);
        }
        if (after != null) {
            query.append(" and (s.createdAt, s.id) < (:createdAt, :id)");
            values.put("createdAt", after.createdAt());
            values.put("id", after.id());
        }
        query.append(" order by s.createdAt desc, s.id desc");
        return Slice.of(
                Startup.<Startup>find(query.toString(), values).range(0, limit).list(),
                limit,
                startup -> new Position(startup.createdAt, startup.id));
    }
}
