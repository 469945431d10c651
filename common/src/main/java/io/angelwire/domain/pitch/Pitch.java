package io.angelwire.domain.pitch;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.domain.startup.Startup;
import io.angelwire.job.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
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
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What a startup offers to investors. */
@Entity
@Table(name = "pitches")
public class Pitch extends PanacheEntityBase {

    private static final String WITH_FOUNDER =
            "from Pitch p join fetch p.startup s join fetch s.founder where p.id = ?1";

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "startup_id")
    public Startup startup;

    public String title;

    public String summary;

    /** Changed by {@link PitchWorkflow} alone. */
    @Enumerated(EnumType.STRING)
    public PitchStatus status;

    /** ISO 4217 code; investments are in this currency. */
    public String currency;

    @Column(name = "goal_minor")
    public long goalMinor;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Version
    public long version;

    static Pitch draft(Startup startup, PitchContent content) {
        Pitch pitch = new Pitch();
        pitch.id = Ids.newId();
        pitch.startup = startup;
        pitch.status = PitchStatus.DRAFT;
        pitch.set(content);
        pitch.createdAt = pitch.updatedAt;
        return pitch;
    }

    void set(PitchContent content) {
        title = content.title();
        summary = content.summary();
        currency = content.goal().getCurrencyUnit().getCode();
        goalMinor = content.goal().getAmountMinorLong();
        touched();
    }

    void touched() {
        // Milliseconds: what JSON, Postgres and Java all keep.
        updatedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    PitchContent content() {
        return new PitchContent(title, summary, goal());
    }

    /** The pitch with its startup and founder, in one query. */
    public static Optional<Pitch> findWithFounder(UUID id) {
        return find(WITH_FOUNDER, id).firstResultOptional();
    }

    /** Reads it as it is now, which it stays until the transaction ends: whoever else wants to change it waits. */
    Pitch locked() {
        getEntityManager().refresh(this, LockModeType.PESSIMISTIC_WRITE);
        return this;
    }

    /**
     * The pitch with its startup and founder, as it is now and stays until the transaction ends. Several transactions may
     * rely on that at once; one that changes the pitch waits for them.
     */
    public static Optional<Pitch> findUnchanging(UUID id) {
        return Pitch.<Pitch>find(WITH_FOUNDER, id)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .singleResultOptional();
    }

    /** Whether it takes investments. */
    public boolean isOpen() {
        return status == PitchStatus.PUBLISHED;
    }

    /**
     * Pitches with their startups and founders, newest first.
     *
     * @param viewer sees no drafts but the viewer's own; null for somebody who sees all
     * @param startupId of this startup alone; null for all
     * @param status with this status alone; null for all
     * @param after where the page before ended; null for the first page
     */
    public static Slice<Pitch> list(UUID viewer, UUID startupId, PitchStatus status, Position after, int limit) {
        StringBuilder query =
                new StringBuilder("from Pitch p join fetch p.startup s join fetch s.founder f where 1 = 1");
        Map<String, Object> values = new HashMap<>();
        if (viewer != null) {
            query.append(" and (p.status <> :draft or f.id = :viewer)");
            values.put("draft", PitchStatus.DRAFT);
            values.put("viewer", viewer);
        }
        if (startupId != null) {
            query.append(" and s.id = :startup");
            values.put("startup", startupId);
        }
        if (status != null) {
            query.append(" and p.status = :status");
            values.put("status", status);
        }
        if (after != null) {
            query.append(" and (p.createdAt, p.id) < (:createdAt, :id)");
            values.put("createdAt", after.createdAt());
            values.put("id", after.id());
        }
        query.append(" order by p.createdAt desc, p.id desc");
        return Slice.of(
                Pitch.<Pitch>find(query.toString(), values).range(0, limit).list(),
                limit,
                pitch -> new Position(pitch.createdAt, pitch.id));
    }

    public Money goal() {
        return Money.ofMinor(CurrencyUnit.of(currency), goalMinor);
    }

    /** Whether this user may read the pitch; a draft is its founder's own. */
    public boolean isVisibleTo(UUID userId) {
        return status != PitchStatus.DRAFT || isOf(userId);
    }

    /** Whether this user has founded its startup. */
    public boolean isOf(UUID userId) {
        return startup.founder.id.equals(userId);
    }
}
