package io.angelwire.domain.payment;

/** Where a payment stands. It begins as PROCESSING; the others are final. */
public enum PaymentStatus {
    /** Asked of the provider, or about to be; not known to have ended. */
    PROCESSING,
    COMPLETED,
    FAILED;

    public boolean isFinal() {
        return this != PROCESSING;
    }
}
