package io.angelwire.domain.payment;

import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The one payment of an investment. */
@Entity
@Table(name = "payments")
public class Payment extends ProviderTransfer {

    @Enumerated(EnumType.STRING)
    @Column(name = "payment_method")
    public PaymentMethod paymentMethod;

    public String provider;

    /** The provider's name for the charge; null until it has told one. */
    @Column(name = "provider_charge_id")
    public String providerChargeId;

    public static Optional<Payment> ofInvestment(UUID investmentId) {
        return find("investmentId", investmentId).firstResultOptional();
    }

    /**
     * Payments, newest first.
     *
     * @param viewer sees those of investments that are a party's; null for everything
     * @param after where the page before ended; null for the first page
     */
    public static Slice<Payment> list(UUID viewer, Position after, int limit) {
        StringBuilder query = new StringBuilder("from Payment p where 1 = 1");
        Map<String, Object> values = new HashMap<>();
        if (viewer != null) {
            query.append(" and p.investmentId in (").append(Investment.VISIBLE).append(")");
            values.put("viewer", viewer);
        }
        if (after != null) {
            query.append(" and (p.createdAt, p.id) < (:createdAt, :id)");
            values.put("createdAt", after.createdAt());
            values.put("id", after.id());
        }
        query.append(" order by p.createdAt desc, p.id desc");
        return Slice.of(
                Payment.<Payment>find(query.toString(), values).range(0, limit).list(),
                limit,
                payment -> new Position(payment.createdAt, payment.id));
    }

    /** The payment, as the database has it now, and nobody else's until the transaction ends. */
    public static Payment locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** @throws IllegalStateException if it is final already */
    public void complete(String chargeId) {
        end(PaymentStatus.COMPLETED, null);
        providerChargeId = chargeId;
    }

    /** @throws IllegalStateException if it is final already */
    public void fail(String chargeId, String code) {
        end(PaymentStatus.FAILED, code);
        providerChargeId = chargeId;
    }
}
