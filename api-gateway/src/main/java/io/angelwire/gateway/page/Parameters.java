package io.angelwire.gateway.page;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what narrows a list down; each is null if it isn't given, and a problem that names it if it can't be read. */
public final class Parameters {

    private static final int LONGEST = 200;

    /** Within what the database can compare with. */
    public static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Parameters() {}

    public static String text(String name, String value) {
        return read(name, value, "has 1 to " + LONGEST + " characters, and no control characters", text -> {
            if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }

    public static UUID uuid(String name, String value) {
        return read(name, value, "is a UUID", UUID::fromString);
    }

    public static Instant time(String name, String value) {
        return read(name, value, "is a time, 2026-01-31T12:00:00Z for instance", text -> {
            Instant time = Instant.parse(text);
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                throw new IllegalArgumentException();
            }
            return time;
        });
    }

    /** Constants are written in lower case, with hyphens. */
    public static <E extends Enum<E>> E constant(String name, String value, Class<E> type) {
        String known =
                Arrays.stream(type.getEnumConstants()).map(Parameters::written).collect(Collectors.joining(", "));
        return read(
                name,
                value,
                "is one of " + known,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> written(constant).equals(text))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> T read(String name, String value, String expectation, Function<String, T> reader) {
        if (value == null) {
            return null;
        }
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The parameter " + name + " " + expectation + ".");
        }
    }
}
