package io.angelwire.domain.investment;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.pitch.Pitch;
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
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** An investor's money for a pitch. */
@Entity
@Table(name = "investments")
public class Investment extends PanacheEntityBase {

    /** The ids of what a {@code :viewer} is a party to: two ways, each by an index of its own. */
    public static final String VISIBLE = """
            select own.id from Investment own where own.investor.id = :viewer
            union select other.id from Investment other where other.pitch.startup.founder.id = :viewer
            """;

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "pitch_id")
    public Pitch pitch;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "investor_id")
    public User investor;

    @Column(name = "amount_minor")
    public long amountMinor;

    /** ISO 4217 code. */
    public String currency;

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_method")
    public PaymentMethod paymentMethod;

    /** Changed by {@link #move} alone, which compares before it sets. */
    @Enumerated(EnumType.STRING)
    public InvestmentStatus status;

    /** Why it failed; null unless {@link InvestmentStatus#FAILED}. */
    @Column(name = "failure_reason")
    public String failureReason;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** Grows with each change. */
    @Version
    public long version;

    static Investment pending(User investor, Pitch pitch, Money amount, PaymentMethod method) {
        Investment investment = new Investment();
        investment.id = Ids.newId();
        investment.pitch = pitch;
        investment.investor = investor;
        investment.amountMinor = amount.getAmountMinorLong();
        investment.currency = amount.getCurrencyUnit().getCode();
        investment.paymentMethod = method;
        investment.status = InvestmentStatus.PENDING;
        investment.createdAt = now();
        investment.updatedAt = investment.createdAt;
        return investment;
    }

    public Money amount() {
        return Money.ofMinor(CurrencyUnit.of(currency), amountMinor);
    }

    public UUID founderId() {
        return pitch.startup.founder.id;
    }

    /** The investor and the founder of the startup; others may not even know that the investment exists. */
    public boolean isPartyTo(UUID userId) {
        return investor.id.equals(userId) || founderId().equals(userId);
    }

    /**
     * Investments, newest first.
     *
     * @param viewer sees what is a party's; null for everything
     * @param pitchId null for any
     * @param status null for any
     * @param after where the page before ended; null for the first page
     */
    public static Slice<Investment> list(
            UUID viewer, UUID pitchId, InvestmentStatus status, Position after, int limit) {
        StringBuilder query = new StringBuilder("from Investment i where 1 = 1");
        Map<String, Object> values = new HashMap<>();
        if (viewer != null) {
            query.append(" and i.id in (").append(VISIBLE).append(")");
            values.put("viewer", viewer);
        }
        if (pitchId != null) {
            query.append(" and i.pitch.id = :pitch");
            values.put("pitch", pitchId);
        }
        if (status != null) {
            query.append(" and i.status = :status");
            values.put("status", status);
        }
        if (after != null) {
            query.append(" and (i.createdAt, i.id) < (:createdAt, :id)");
            values.put("createdAt", after.createdAt());
            values.put("id", after.id());
        }
        query.append(" order by i.createdAt desc, i.id desc");
        return Slice.of(
                Investment.<Investment>find(query.toString(), values)
                        .range(0, limit)
                        .list(),
                limit,
                investment -> new Position(investment.createdAt, investment.id));
    }

    /** The investment with its investor, pitch, startup and founder, in one query. */
    public static Optional<Investment> findWithParties(UUID id) {
        return find("""
                        from Investment i join fetch i.investor join fetch i.pitch p
                        join fetch p.startup s join fetch s.founder where i.id = ?1""", id).firstResultOptional();
    }

    /**
     * Sets the status if the row's present status allows it, in one statement, so that of two concurrent callers one
     * wins.
     *
     * @param from where to come from; among the target's {@link InvestmentStatus#predecessors}
     * @param reason for {@link InvestmentStatus#FAILED}, else null
     * @return the changed investment; empty if there was nothing to change
     */
    static Optional<Investment> move(UUID id, Set<InvestmentStatus> from, InvestmentStatus target, String reason) {
        if (!target.predecessors().containsAll(from)) {
            throw new IllegalArgumentException("an investment can't go from " + from + " to " + target);
        }
        int changed = update(
                "status = ?1, failureReason = ?2, updatedAt = ?3, version = version + 1 where id = ?4 and status in ?5",
                target,
                reason,
                now(),
                id,
                from);
        return changed == 0 ? Optional.empty() : fresh(id);
    }

    /** As {@link #move(UUID, Set, InvestmentStatus, String)}, from wherever the target may be come to. */
    static Optional<Investment> move(UUID id, InvestmentStatus target) {
        return move(id, target.predecessors(), target, null);
    }

    /** The investment with its parties, as the database has it now. */
    static Optional<Investment> fresh(UUID id) {
        Optional<Investment> investment = findWithParties(id);
        // The caller's transaction may have read the row before; a query doesn't overwrite what is loaded.
        investment.ifPresent(i -> getEntityManager().refresh(i));
        return investment;
    }

    /** Milliseconds: what JSON, Postgres and Java all keep. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
