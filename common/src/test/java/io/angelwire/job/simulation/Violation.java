package io.angelwire.job.simulation;

import java.util.Objects;

/** The engine did what it must not. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    Violation(String message) {
        super(message);
    }

    static void unless(boolean condition, String message, Object... values) {
        if (!condition) {
            throw new Violation(String.format(message, values));
        }
    }

    static void unlessEqual(Object expected, Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new Violation(what + ": expected " + expected + ", found " + actual);
        }
    }
}
