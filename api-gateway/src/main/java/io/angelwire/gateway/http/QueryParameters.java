package io.angelwire.gateway.http;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads what filters a list. By itself the framework answers a parameter that it can't read as if the address didn't
 * exist; here it is a problem that names it. Null, for a parameter that isn't there, stays null.
 */
public final class QueryParameters {

    private static final int LONGEST_TEXT = 200;

    /** Within what the database can compare with. */
    public static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** {@link UUID#fromString} takes shorter forms, too. */
    private static final Pattern UUID_SYNTAX =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private QueryParameters() {}

    public static UUID uuid(String name, String value) {
        return read(name, value, "a UUID", text -> {
            require(UUID_SYNTAX.matcher(text).matches());
            return UUID.fromString(text);
        });
    }

    public static String text(String name, String value) {
        return read(name, value, "1 to " + LONGEST_TEXT + " characters without control characters", text -> {
            require(!text.isEmpty()
                    && text.length() <= LONGEST_TEXT
                    && text.chars().noneMatch(Character::isISOControl));
            return text;
        });
    }

    /** @param syntax which a value has to match as a whole */
    public static String matching(String name, String value, Pattern syntax, String expected) {
        return read(name, value, expected, text -> {
            require(syntax.matcher(text).matches());
            return text;
        });
    }

    public static Instant time(String name, String value) {
        return read(name, value, "a time, 2026-01-31T12:00:00Z for instance", text -> {
            Instant time = Instant.parse(text);
            require(!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST));
            return time;
        });
    }

    /** One of the enum's names. */
    public static <E extends Enum<E>> E oneOf(String name, String value, Class<E> type) {
        return oneOf(name, value, type, Enum::name);
    }

    /** One of the enum's names, in lower case and with hyphens. */
    public static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
        return oneOf(
                name,
                value,
                type,
                constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static <E extends Enum<E>> E oneOf(String name, String value, Class<E> type, Function<E, String> written) {
        E[] known = type.getEnumConstants();
        String expected = "one of " + Arrays.stream(known).map(written).collect(Collectors.joining(", "));
        return read(
                name,
                value,
                expected,
                text -> Arrays.stream(known)
                        .filter(constant -> written.apply(constant).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    /** @return false for null */
    public static boolean flag(String name, String value) {
        return value != null
                && read(name, value, "true or false", text -> {
                    require(text.equals("true") || text.equals("false"));
                    return text.equals("true");
                });
    }

    /** For what can be read and makes no sense. */
    public static ProblemException invalid(String name, String expected) {
        return new ProblemException(ProblemType.PARAMETER_INVALID, "The parameter " + name + " is " + expected + ".");
    }

    private static void require(boolean met) {
        if (!met) {
            throw new IllegalArgumentException();
        }
    }

    private static <T> T read(String name, String value, String expected, Function<String, T> reader) {
        if (value == null) {
            return null;
        }
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw invalid(name, expected);
        }
    }
}
