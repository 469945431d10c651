package io.angelwire.realtime.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;

/**
 * The body of every answer that isn't a success (RFC 9457).
 *
 * @param code the part that clients compare; texts may change
 * @param detail what is wrong with this request; null where the title says it all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(URI type, String title, int status, String code, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** A tag URI (RFC 4151): RFC 9457 recommends it for types that don't resolve to a page. */
    private static final String TYPE_PREFIX = "tag:angelwire.example,2026:problem/";

    /** Every way in which this API says no. */
    enum Type {
        MALFORMED_JSON(400, "The body is not JSON"),
        BAD_REQUEST(400, "The request is not understood"),
        TOKEN_MISSING(401, "A bearer token is required"),
        TOKEN_INVALID(401, "The token is not valid"),
        FORBIDDEN(403, "This role may not do that"),
        NOT_FOUND(404, "There is nothing here"),
        METHOD_NOT_ALLOWED(405, "This address does not answer that method"),
        NOT_ACCEPTABLE(406, "No acceptable form of the answer exists"),
        BODY_TOO_LARGE(413, "The body is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
        VALIDATION_FAILED(422, "Some values are not valid"),
        INTERNAL_ERROR(500, "Something went wrong on our side"),
        UNAVAILABLE(503, "The service is not available at the moment");

        private final int status;
        private final String title;

        Type(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Problem of(Type type, String detail) {
        return new Problem(URI.create(TYPE_PREFIX + type.code()), type.title, type.status, type.code(), detail);
    }

    static Response.ResponseBuilder response(Type type, String detail) {
        return Response.status(type.status)
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(of(type, detail));
    }
}
