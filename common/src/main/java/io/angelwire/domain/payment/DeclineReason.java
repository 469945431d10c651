package io.angelwire.payment;

/** What an investor is told of a declined payment: nothing that a thief of the card could use. */
final class DeclineReason {

    private DeclineReason() {}

    /** @param code the provider's */
    static String of(String code) {
        return code.equals("insufficient_funds")
                ? "the payment was declined for insufficient funds"
                : "the payment was declined";
    }
}
