package io.angelwire.domain.investment;

/** Why an investment was not accepted. Nothing was stored. */
public class InvestmentRefusedException extends RuntimeException {

    /** The rule that says no. */
    public enum Reason {
        /** Drafts are included: whoever may not see a pitch isn't told that it exists. */
        PITCH_UNKNOWN("There is no published pitch with this id."),
        PITCH_CLOSED("The pitch takes no more investments."),
        CURRENCY_DIFFERS("The pitch takes investments in another currency."),
        OWN_STARTUP("Founders can't invest in their own startup."),
        ACCOUNT_UNKNOWN("The account of this token is not registered.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    public InvestmentRefusedException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
