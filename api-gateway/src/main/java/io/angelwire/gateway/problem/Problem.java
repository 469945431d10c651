package io.angelwire.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The body of every answer that isn't a success (RFC 9457).
 *
 * @param detail what is wrong with this request; null where the title says it all
 * @param id the number under which an unexpected failure was logged; else null
 * @param state the present status of the thing, where that forbids what was asked for; else null
 * @param errors what is wrong where; null unless the body has several values to blame
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What went wrong (RFC 9457). Compare `code`; the texts may change.")
public record Problem(
        URI type, String title, int status, String code, String detail, String id, String state, List<Error> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * One value to blame.
     *
     * @param pointer where it is in the body (RFC 6901); empty for the whole
     */
    @Schema(name = "ProblemError")
    public record Error(String pointer, String detail) {}

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.type(), type.title(), type.status(), type.code(), detail, null, null, null);
    }

    Problem withErrors(List<Error> newErrors) {
        return new Problem(type, title, status, code, detail, id, state, newErrors);
    }

    Problem withId(String newId) {
        return new Problem(type, title, status, code, detail, newId, state, errors);
    }

    Problem withState(String newState) {
        return new Problem(type, title, status, code, detail, id, newState, errors);
    }
}
