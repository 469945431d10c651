package io.angelwire.bench;

/** The benchmark can't go on; the message says why, for the one who runs it. */
public class BenchException extends RuntimeException {

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
