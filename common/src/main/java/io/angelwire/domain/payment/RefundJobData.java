package io.angelwire.domain.payment;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * The payload of {@code refund_payment} on the queue {@code payments}.
 *
 * @param investmentId for people who look at the job
 */
public record RefundJobData(@NotNull UUID refundId, @NotNull UUID investmentId) implements PaymentJob {

    public static final String JOB_NAME = "refund_payment";
}
