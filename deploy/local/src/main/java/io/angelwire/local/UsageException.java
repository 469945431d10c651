package io.angelwire.local;

/** What was asked for cannot be meant; the usage tells what can. */
public final class UsageException extends StackException {

    public UsageException(String message) {
        super(message);
    }
}
