package io.angelwire.job.simulation;

import java.util.List;

/** Reads what Redis has answered. */
final class Answer {

    private Answer() {}

    static int number(Object value) {
        return ((Long) value).intValue();
    }

    static List<?> list(Object value) {
        return (List<?>) value;
    }

    @SuppressWarnings("unchecked")
    static List<String> texts(Object value) {
        return (List<String>) value;
    }
}
