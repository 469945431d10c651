package io.angelwire.gateway.idempotency;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A client's name for a request, by which a repetition is recognised: 1 to 255 printable ASCII characters. */
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern SYNTAX = Pattern.compile("[!-~]{1,255}");

    /**
     * @param values of the request's headers {@value #HEADER}
     * @return the key; empty if there is no such header
     * @throws ProblemException if there are several, or it isn't usable
     */
    public static Optional<IdempotencyKey> of(List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw invalid("Send one header " + HEADER + ".");
        }
        if (!SYNTAX.matcher(values.get(0)).matches()) {
            throw invalid("It has 1 to 255 printable ASCII characters without spaces.");
        }
        return Optional.of(new IdempotencyKey(values.get(0)));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.IDEMPOTENCY_KEY_INVALID, detail);
    }
}
