package io.angelwire.gateway.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Explains why a body couldn't be read: where, and what was expected there. Never with Jackson's own message, which
 * repeats parts of the body and names our classes.
 */
public final class JsonProblems {

    private JsonProblems() {}

    static Problem explain(JsonProcessingException failure) {
        if (limitExceeded(failure)) {
            return Problem.of(
                    ProblemType.JSON_TOO_COMPLEX, "It is nested too deeply, or has a number or name that is too long.");
        }
        if (failure instanceof MismatchedInputException mismatch && !isTrailing(mismatch)) {
            return Problem.of(ProblemType.UNEXPECTED_BODY, null)
                    .withErrors(List.of(new Problem.Error(pointer(mismatch), expectation(mismatch))));
        }
        JsonLocation location = failure.getLocation();
        return Problem.of(
                ProblemType.MALFORMED_JSON,
                location == null
                        ? null
                        : "It stops making sense at line %d, column %d."
                                .formatted(location.getLineNr(), location.getColumnNr()));
    }

    /**
     * What is wrong in a part of a body that is read by itself.
     *
     * @param base where the part is
     */
    public static List<Problem.Error> errors(String base, JsonProcessingException failure) {
        return List.of(
                failure instanceof MismatchedInputException mismatch
                        ? new Problem.Error(base + pointer(mismatch), expectation(mismatch))
                        : new Problem.Error(base, "can't be read"));
    }

    /** One value too many is no mismatch; Jackson has a type for it all the same. */
    private static boolean isTrailing(MismatchedInputException failure) {
        return failure.getOriginalMessage().startsWith("Trailing token");
    }

    private static boolean limitExceeded(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamConstraintsException) {
                return true;
            }
        }
        return false;
    }

    private static String pointer(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String expectation(MismatchedInputException mismatch) {
        Class<?> expected = mismatch.getTargetType();
        if (mismatch instanceof UnrecognizedPropertyException) {
            return "is not a known property";
        } else if (expected == null) {
            return "has the wrong type";
        } else if (expected == UUID.class) {
            return "must be a UUID";
        } else if (Number.class.isAssignableFrom(expected)) {
            return "must be a number";
        } else if (expected == String.class) {
            return "must be a string";
        } else if (expected.isEnum()) {
            return "must be one of "
                    + Arrays.stream(expected.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        } else if (expected.isRecord()) {
            return "must be an object";
        }
        return "has the wrong type";
    }
}
