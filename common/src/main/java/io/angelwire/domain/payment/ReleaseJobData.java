package io.angelwire.domain.payment;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** The payload of {@code release_escrow} on the queue {@code payments}. */
public record ReleaseJobData(@NotNull UUID investmentId) implements PaymentJob {

    public static final String JOB_NAME = "release_escrow";
}
