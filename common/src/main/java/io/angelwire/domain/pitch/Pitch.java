package io.angelwire.domain.pitch;

import io.angelwire.domain.startup.Startup;
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
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What a startup offers to investors. */
@Entity
@Table(name = "pitches")
public class Pitch extends PanacheEntityBase {

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "startup_id")
    public Startup startup;

    public String title;

    public String summary;

    @Enumerated(EnumType.STRING)
    public PitchStatus status;

    /** ISO 4217 code; investments are in this currency. */
    public String currency;

    @Column(name = "goal_minor")
    public long goalMinor;

    @Column(name = "created_at")
    public Instant createdAt;

    /** The pitch with its startup and founder, in one query. */
    public static Optional<Pitch> findWithFounder(UUID id) {
        return find("from Pitch p join fetch p.startup s join fetch s.founder where p.id = ?1", id)
                .firstResultOptional();
    }

    public Money goal() {
        return Money.ofMinor(CurrencyUnit.of(currency), goalMinor);
    }

    /** Whether this user may read the pitch; a draft is its founder's own. */
    public boolean isVisibleTo(UUID userId) {
        return status != PitchStatus.DRAFT || startup.founder.id.equals(userId);
    }
}
