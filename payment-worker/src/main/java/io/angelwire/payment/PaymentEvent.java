package io.angelwire.payment;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.PaymentStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** The data of event {@code payment:processed}. */
record PaymentEvent(Snapshot payment) {

    /** @param amount in major units */
    @JsonNaming(SnakeCaseStrategy.class)
    record Snapshot(
            UUID id,
            UUID investmentId,
            BigDecimal amount,
            String currency,
            PaymentStatus status,
            Instant processedAt) {}

    static PaymentEvent of(Payment payment) {
        return new PaymentEvent(new Snapshot(
                payment.id,
                payment.investmentId,
                payment.amount().getAmount(),
                payment.currency,
                payment.status,
                payment.processedAt));
    }
}
