package io.angelwire.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.gateway.problem.Problem;
import io.angelwire.gateway.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Refuses a body whose announced length is over the limit, before a byte of it is read. */
@ApplicationScoped
class AnnouncedBodyLimit {

    private final BodyLimits limits;
    private final ObjectMapper json;

    AnnouncedBodyLimit(BodyLimits limits, ObjectMapper json) {
        this.limits = limits;
        this.json = json;
    }

    void register(@Observes Router router) {
        // Before everything, also before the server's own check, which answers without a body.
        router.route().order(Integer.MIN_VALUE).handler(this::check);
    }

    private void check(RoutingContext request) {
        String announced = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (announced == null || Long.parseLong(announced) <= limits.of(request.request())) {
            request.next();
            return;
        }
        // The unread body makes the connection useless for another request.
        request.response()
                .setStatusCode(ProblemType.BODY_TOO_LARGE.status())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(problem(limits.of(request.request())))
                .onComplete(sent -> request.request().connection().close());
    }

    private String problem(long limit) {
        try {
            return json.writeValueAsString(
                    Problem.of(ProblemType.BODY_TOO_LARGE, "At most %d bytes are read.".formatted(limit)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
