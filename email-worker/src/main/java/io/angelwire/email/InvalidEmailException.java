package io.angelwire.email;

/** A job that can never become a mail. The message is for the job's record: it holds no personal data. */
public class InvalidEmailException extends RuntimeException {

    public InvalidEmailException(String reason) {
        super(reason);
    }
}
