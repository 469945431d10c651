package io.angelwire.gateway.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.payment.DeclineReason;
import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.payment.PaymentStatus;
import io.angelwire.domain.payment.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A payment as clients see it: without the provider's codes, which would help a thief of the card.
 *
 * @param amount in major units
 * @param failureReason null unless it failed
 * @param processedAt null until it has ended
 * @param provider who took it; for admins
 * @param providerChargeId the provider's name for it; for admins
 * @param refund the latest; null if nobody has asked for one
 */
@Schema(name = "Payment")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentView(
        UUID id,
        UUID investmentId,
        BigDecimal amount,
        String currency,
        PaymentMethod paymentMethod,
        PaymentStatus status,
        String failureReason,
        Instant createdAt,
        Instant updatedAt,
        Instant processedAt,
        String provider,
        String providerChargeId,
        RefundView refund) {

    /** @param processedAt null until it has ended */
    @Schema(name = "Refund")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RefundView(UUID id, PaymentStatus status, Instant createdAt, Instant processedAt) {}

    /** The payments in their order, with their refunds, in one query more. */
    public static List<PaymentView> all(List<Payment> payments, boolean forAdmins) {
        Map<UUID, Refund> refunds = payments.isEmpty()
                ? Map.of()
                : Refund.latestOf(payments.stream().map(payment -> payment.id).toList()).stream()
                        .collect(Collectors.toMap(refund -> refund.paymentId, Function.identity()));
        return payments.stream()
                .map(payment -> of(payment, refunds.get(payment.id), forAdmins))
                .toList();
    }

    private static PaymentView of(Payment payment, Refund refund, boolean forAdmins) {
        return new PaymentView(
                payment.id,
                payment.investmentId,
                payment.amount().getAmount(),
                payment.currency,
                payment.paymentMethod,
                payment.status,
                payment.failureCode == null ? null : DeclineReason.of(payment.failureCode),
                payment.createdAt,
                payment.updatedAt,
                payment.processedAt,
                forAdmins ? payment.provider : null,
                forAdmins ? payment.providerChargeId : null,
                refund == null ? null : new RefundView(refund.id, refund.status, refund.createdAt, refund.processedAt));
    }
}
