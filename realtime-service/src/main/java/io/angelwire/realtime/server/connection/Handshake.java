package io.angelwire.realtime.server.connection;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/**
 * Notes at the upgrade what the endpoints need to know of it.
 *
 * <p>A foreign origin is not refused here but by the first thing that it is told, close code 4503: a page can't read the
 * status of a refused upgrade, and would try again for ever.
 */
@Singleton
public final class Handshake implements HttpUpgradeCheck {

    /** The connection underneath, to end it by force. */
    public static final TypedKey<HttpConnection> CONNECTION = new TypedKey<>("angelwire.connection");

    public static final TypedKey<Boolean> ORIGIN_ALLOWED = TypedKey.forBoolean("angelwire.origin-allowed");

    private final OriginPolicy origins;

    Handshake(OriginPolicy origins) {
        this.origins = origins;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        boolean allowed = origins.allows(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
        context.userData().put(CONNECTION, request.connection());
        context.userData().put(ORIGIN_ALLOWED, allowed);
        return CheckResult.permitUpgrade();
    }
}
