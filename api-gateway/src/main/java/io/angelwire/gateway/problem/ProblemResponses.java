package io.angelwire.gateway.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Turns problems into HTTP answers. */
final class ProblemResponses {

    private static final int RETRY_AFTER_SECONDS = 5;

    private ProblemResponses() {}

    static Response of(ProblemType type, String detail) {
        return of(Problem.of(type, detail));
    }

    static Response of(Problem problem) {
        return builder(problem).build();
    }

    static Response.ResponseBuilder builder(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
        return problem.status() == 429 || problem.status() == 503
                ? response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                : response;
    }
}
