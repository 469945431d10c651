package io.angelwire.domain.payment;

import io.angelwire.job.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The whole of a payment, to be given back or given back. Of a payment's refunds all but the last have failed. */
@Entity
@Table(name = "refunds")
public class Refund extends PanacheEntityBase {

    /** Also the idempotency key at the provider: however often it is asked, it refunds once. */
    @Id
    public UUID id;

    @Column(name = "payment_id")
    public UUID paymentId;

    @Column(name = "investment_id")
    public UUID investmentId;

    @Column(name = "amount_minor")
    public long amountMinor;

    /** ISO 4217 code. */
    public String currency;

    /** Changed by {@link #complete} and {@link #fail} alone. */
    @Enumerated(EnumType.STRING)
    public PaymentStatus status;

    @Column(name = "requested_by")
    public UUID requestedBy;

    /** The provider's name for it; null until it has ended. */
    @Column(name = "provider_refund_id")
    public String providerRefundId;

    /** Why it failed; null unless {@link PaymentStatus#FAILED}. */
    @Column(name = "failure_code")
    public String failureCode;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** When it became final; null before. */
    @Column(name = "processed_at")
    public Instant processedAt;

    /** A new refund of all that was paid. */
    public static Refund of(Payment payment, UUID requestedBy) {
        Refund refund = new Refund();
        refund.id = Ids.newId();
        refund.paymentId = payment.id;
        refund.investmentId = payment.investmentId;
        refund.amountMinor = payment.amountMinor;
        refund.currency = payment.currency;
        refund.status = PaymentStatus.PROCESSING;
        refund.requestedBy = requestedBy;
        refund.createdAt = now();
        refund.updatedAt = refund.createdAt;
        return refund;
    }

    /** The refund, as the database has it now, and nobody else's until the transaction ends. */
    public static Refund locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Of each of these payments the latest refund, if it has any; ids are ordered by time. */
    public static List<Refund> latestOf(Collection<UUID> paymentIds) {
        return list("""
                from Refund r where r.paymentId in ?1 and not exists
                    (select 1 from Refund later where later.paymentId = r.paymentId and later.id > r.id)
                """, paymentIds);
    }

    public Money amount() {
        return Money.ofMinor(CurrencyUnit.of(currency), amountMinor);
    }

    /** @throws IllegalStateException if it is final already */
    public void complete(String refundId) {
        end(PaymentStatus.COMPLETED, refundId, null);
    }

    /** @throws IllegalStateException if it is final already */
    public void fail(String refundId, String code) {
        end(PaymentStatus.FAILED, refundId, code);
    }

    private void end(PaymentStatus target, String refundId, String code) {
        if (status.isFinal()) {
            throw new IllegalStateException("refund " + id + " is " + status + " and can't become " + target);
        }
        status = target;
        providerRefundId = refundId;
        failureCode = code;
        processedAt = now();
        updatedAt = processedAt;
    }

    /** Milliseconds: what JSON, Postgres and Java all keep. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
