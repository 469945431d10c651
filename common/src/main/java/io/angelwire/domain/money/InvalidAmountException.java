package io.angelwire.domain.money;

/** An amount and a currency code that make no money. The message never repeats what was given. */
public class InvalidAmountException extends RuntimeException {

    /** What is wrong. */
    public enum Reason {
        NOT_POSITIVE("The amount must be greater than zero."),
        TOO_PRECISE("The amount has more decimals than its currency."),
        TOO_LARGE("The amount is greater than " + AmountParser.MAXIMUM.toPlainString() + "."),
        UNKNOWN_CURRENCY("The currency is not an ISO 4217 code of money in use.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    public InvalidAmountException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
