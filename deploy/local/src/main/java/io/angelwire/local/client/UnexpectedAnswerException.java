package io.angelwire.local.client;

/** A public interface did not do what it promises; the message is meant for people. */
public class UnexpectedAnswerException extends RuntimeException {

    public UnexpectedAnswerException(String message) {
        super(message);
    }
}
