package io.angelwire.payment;

import io.angelwire.domain.payment.PaymentStatus;
import io.angelwire.domain.payment.Refund;
import java.util.UUID;

/** What a finished refund tells; a rerun tells the same. A declined one is a result too. */
public record RefundJobResult(UUID refundId, PaymentStatus status) {

    static RefundJobResult of(Refund refund) {
        return new RefundJobResult(refund.id, refund.status);
    }
}
