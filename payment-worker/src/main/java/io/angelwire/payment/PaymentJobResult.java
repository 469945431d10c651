package io.angelwire.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.PaymentStatus;
import java.util.UUID;

/**
 * What a finished job tells; a rerun tells the same. A declined payment is a result too.
 *
 * @param transactionId the payment's id
 */
public record PaymentJobResult(UUID transactionId, PaymentStatus status, ProviderResponse providerResponse) {

    /** @param declineCode null unless declined */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ProviderResponse(String provider, String chargeId, String declineCode) {}

    static PaymentJobResult of(Payment payment) {
        return new PaymentJobResult(
                payment.id,
                payment.status,
                new ProviderResponse(payment.provider, payment.providerChargeId, payment.failureCode));
    }
}
