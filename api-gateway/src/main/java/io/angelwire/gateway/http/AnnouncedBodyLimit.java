package io.angelwire.gateway.http;

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
    private final EarlyRefusal refusal;

    AnnouncedBodyLimit(BodyLimits limits, EarlyRefusal refusal) {
        this.limits = limits;
        this.refusal = refusal;
    }

    void register(@Observes Router router) {
        // Before everything, also before the server's own check, which answers without a body.
        router.route().order(Integer.MIN_VALUE).handler(this::check);
    }

    private void check(RoutingContext request) {
        String announced = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        long limit = limits.of(request.request());
        if (announced == null || Long.parseLong(announced) <= limit) {
            request.next();
        } else {
            refusal.refuse(request, ProblemType.BODY_TOO_LARGE, "At most %d bytes are read.".formatted(limit));
        }
    }
}
