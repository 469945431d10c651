package io.angelwire.gateway.http;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;

/** Keeps a client from overwriting what it hasn't seen (RFC 9110, section 13): {@code ETag} out, {@code If-Match} in. */
public final class Versions {

    private Versions() {}

    public static EntityTag etag(long version) {
        return new EntityTag(Long.toString(version));
    }

    /**
     * @param version that the row has now
     * @throws ProblemException without {@code If-Match}, or when it names other versions only
     */
    public static void requireMatch(HttpHeaders headers, long version) {
        List<String> values = headers.getRequestHeader(HttpHeaders.IF_MATCH);
        if (values.isEmpty()) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_REQUIRED, "Send the ETag of what you have read as If-Match.");
        }
        String present = "\"" + version + "\"";
        boolean matches = values.stream()
                .flatMap(value -> List.of(value.split(",")).stream())
                .map(String::strip)
                .anyMatch(tag -> tag.equals("*") || tag.equals(present));
        if (!matches) {
            throw new ProblemException(
                    ProblemType.PRECONDITION_FAILED,
                    "It has changed meanwhile. Read it again, then repeat the change.");
        }
    }
}
