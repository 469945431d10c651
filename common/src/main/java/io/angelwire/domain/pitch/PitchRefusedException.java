package io.angelwire.domain.pitch;

/** Why a pitch or a comment was left as it is. Nothing was stored. */
public class PitchRefusedException extends RuntimeException {

    /** The rule that says no. */
    public enum Reason {
        /** Others' are included: whoever may not see or change a pitch isn't told that it exists. */
        PITCH_UNKNOWN(null),
        STARTUP_UNKNOWN("There is no startup of yours with this id."),
        COMMENT_UNKNOWN(null),
        USER_UNKNOWN("The account of this token is not registered."),
        STATUS_FORBIDS("In its present status the pitch can't become that."),
        HAS_INVESTMENTS("Somebody has invested in the pitch."),
        TERMS_FIXED("Somebody has invested under the present goal and currency.");

        private final String text;

        /** @param text null where there is nothing to say but that it doesn't exist */
        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    public PitchRefusedException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
