package io.angelwire.domain.ledger;

/** A journal would take from an account what it hasn't. The transaction can only be rolled back. */
public class OverdrawnException extends RuntimeException {

    OverdrawnException(String journalKey, Throwable cause) {
        super("the journal " + journalKey + " would overdraw an account", cause);
    }
}
