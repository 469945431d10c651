package io.angelwire.gateway.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Turns problems into HTTP answers. */
final class ProblemResponses {

    private ProblemResponses() {}

    static Response of(ProblemType type, String detail) {
        return of(Problem.of(type, detail));
    }

    static Response of(Problem problem) {
        return builder(problem).build();
    }

    static Response.ResponseBuilder builder(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem);
    }
}
