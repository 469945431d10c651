package io.angelwire.domain.payment;

import io.angelwire.job.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The whole of a payment, to be given back or given back. Of a payment's refunds all but the last have failed. */
@Entity
@Table(name = "refunds")
public class Refund extends ProviderTransfer {

    @Column(name = "payment_id")
    public UUID paymentId;

    @Column(name = "requested_by")
    public UUID requestedBy;

    /** The provider's name for it; null until it has ended. */
    @Column(name = "provider_refund_id")
    public String providerRefundId;

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

    /** @throws IllegalStateException if it is final already */
    public void complete(String refundId) {
        end(PaymentStatus.COMPLETED, null);
        providerRefundId = refundId;
    }

    /** @throws IllegalStateException if it is final already */
    public void fail(String refundId, String code) {
        end(PaymentStatus.FAILED, code);
        providerRefundId = refundId;
    }
}
