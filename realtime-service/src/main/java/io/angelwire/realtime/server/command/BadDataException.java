package io.angelwire.realtime.server.command;

/** What came with a client's event has not the right form; the message is for the client. */
final class BadDataException extends Exception {

    BadDataException(String message) {
        super(message, null, false, false);
    }
}
