package io.angelwire.gateway.http;

import io.angelwire.gateway.problem.ProblemType;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses an address that is longer than any of ours. The server itself refuses a request line that is longer than
 * {@code quarkus.http.limits.max-initial-line-length}, with a bare 414 that Quarkus lets nobody change: so that is
 * set far beyond what clients send by mistake.
 */
@ApplicationScoped
class AddressLimit {

    /** Bytes of path and query: what RFC 9110, 4.1, recommends to support at least. */
    static final int LONGEST = 8_000;

    private final EarlyRefusal refusal;

    AddressLimit(EarlyRefusal refusal) {
        this.refusal = refusal;
    }

    void register(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::check);
    }

    private void check(RoutingContext request) {
        if (request.request().uri().length() <= LONGEST) {
            request.next();
        } else {
            refusal.refuse(
                    request, ProblemType.ADDRESS_TOO_LONG, "Path and query have at most %d bytes.".formatted(LONGEST));
        }
    }
}
