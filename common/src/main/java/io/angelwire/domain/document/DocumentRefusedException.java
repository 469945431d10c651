package io.angelwire.domain.document;

/** Why a document was not stored, or not changed. */
public class DocumentRefusedException extends RuntimeException {

    /** The rule that says no. */
    public enum Reason {
        /** Those of others are included. */
        STARTUP_UNKNOWN("You have no startup with this id."),
        PITCH_UNKNOWN("The startup has no pitch with this id."),
        DOCUMENT_UNKNOWN("You have no document with this id."),
        UPLOADER_UNKNOWN("The account of this token is not registered.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    public DocumentRefusedException(Reason reason) {
        super(reason.text);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
