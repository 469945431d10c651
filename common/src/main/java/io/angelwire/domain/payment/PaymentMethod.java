package io.angelwire.domain.payment;

/** How an investor pays. */
public enum PaymentMethod {
    BANK_TRANSFER,
    CARD,
    CRYPTO
}
