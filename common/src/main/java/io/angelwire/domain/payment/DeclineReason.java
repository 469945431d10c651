package io.angelwire.domain.payment;

/** What people are told of a declined payment: nothing that a thief of the card could use. */
public final class DeclineReason {

    private DeclineReason() {}

    /** @param code the provider's */
    public static String of(String code) {
        return code.equals("insufficient_funds")
                ? "the payment was declined for insufficient funds"
                : "the payment was declined";
    }
}
