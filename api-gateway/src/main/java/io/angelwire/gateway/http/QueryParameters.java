package io.angelwire.gateway.http;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads what filters a list. By itself the framework answers a parameter that it can't read as if the address didn't
 * exist. Null, for a parameter that isn't there, stays null.
 */
public final class QueryParameters {

    private QueryParameters() {}

    /** @throws ProblemException if it isn't a UUID */
    public static UUID uuid(String name, String value) {
        try {
            return value == null ? null : UUID.fromString(value);
        } catch (IllegalArgumentException notAnId) {
            throw invalid(name, "a UUID");
        }
    }

    /** @throws ProblemException if it isn't one of the enum's names */
    public static <E extends Enum<E>> E oneOf(String name, String value, Class<E> type) {
        if (value == null) {
            return null;
        }
        E[] known = type.getEnumConstants();
        return Arrays.stream(known)
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElseThrow(() -> invalid(
                        name, "one of " + Arrays.stream(known).map(Enum::name).collect(Collectors.joining(", "))));
    }

    /**
     * @return false for null
     * @throws ProblemException if it isn't true or false
     */
    public static boolean flag(String name, String value) {
        if (value != null && !value.equals("true") && !value.equals("false")) {
            throw invalid(name, "true or false");
        }
        return "true".equals(value);
    }

    private static ProblemException invalid(String name, String expected) {
        return new ProblemException(ProblemType.PARAMETER_INVALID, "The parameter " + name + " is " + expected + ".");
    }
}
