package io.angelwire.gateway.investment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.investment.InvestmentStatus;
import io.angelwire.domain.payment.PaymentMethod;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An investment as clients see it.
 *
 * @param amount in major units
 * @param failureReason null unless it failed
 */
@Schema(name = "Investment")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvestmentView(
        UUID id,
        UUID pitchId,
        UUID investorId,
        BigDecimal amount,
        String currency,
        PaymentMethod paymentMethod,
        InvestmentStatus status,
        String failureReason,
        Instant createdAt,
        Instant updatedAt) {

    static InvestmentView of(Investment investment) {
        return new InvestmentView(
                investment.id,
                investment.pitch.id,
                investment.investor.id,
                investment.amount().getAmount(),
                investment.currency,
                investment.paymentMethod,
                investment.status,
                investment.failureReason,
                investment.createdAt,
                investment.updatedAt);
    }
}
