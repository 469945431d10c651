package io.angelwire.realtime.server.plain;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * What comes before {@link PlainEndpoint}. The framework would keep a way to sign the caller in, and with it the whole
 * request, as long as the WebSocket is open; here the endpoint verifies the token itself.
 */
@Singleton
class PlainRoute {

    /** Behind the framework's authentication, before the endpoint. */
    private static final int ORDER = -10;

    void register(@Observes Router router) {
        router.route(PlainEndpoint.PATH).order(ORDER).handler(routing -> {
            routing.remove(QuarkusHttpUser.DEFERRED_IDENTITY_KEY);
            routing.next();
        });
    }
}
