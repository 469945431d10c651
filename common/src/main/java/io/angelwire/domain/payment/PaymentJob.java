package io.angelwire.domain.payment;

/** A payload on the queue {@code payments}. */
public sealed interface PaymentJob permits PaymentJobData, RefundJobData, ReleaseJobData {}
