package io.angelwire.realtime.server.connection;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Notes at the upgrade what the endpoints need to know of it.
 *
 * <p>A foreign origin is not refused here but by the first thing that it is told, close code 4503: a page can't read the
 * status of a refused upgrade, and would try again for ever. Trying again is right when the node is full (503).
 */
@Singleton
public final class Handshake implements HttpUpgradeCheck {

    /** The connection underneath, to end it by force. */
    public static final TypedKey<HttpConnection> CONNECTION = new TypedKey<>("angelwire.connection");

    public static final TypedKey<Boolean> ORIGIN_ALLOWED = TypedKey.forBoolean("angelwire.origin-allowed");

    private static final int SERVICE_UNAVAILABLE = 503;

    private final OriginPolicy origins;
    private final ConnectionGate gate;

    Handshake(OriginPolicy origins, ConnectionGate gate) {
        this.origins = origins;
        this.gate = gate;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        if (!gate.admit()) {
            return CheckResult.rejectUpgrade(SERVICE_UNAVAILABLE, Map.of("Retry-After", List.of("1")));
        }
        HttpServerRequest request = context.httpRequest();
        boolean allowed = origins.allows(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
        context.userData().put(CONNECTION, request.connection());
        context.userData().put(ORIGIN_ALLOWED, allowed);
        return CheckResult.permitUpgrade();
    }
}
