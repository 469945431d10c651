package io.angelwire.local;

/** Why the stack cannot run, in words for the person who started it; needs no stack trace. */
public class StackException extends RuntimeException {

    public StackException(String message) {
        super(message);
    }

    public StackException(String message, Throwable cause) {
        super(message, cause);
    }
}
