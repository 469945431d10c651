package io.angelwire.realtime.server.connection;

import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Notes at the upgrade what the endpoints need to know of it, and nothing more: the framework keeps the request's headers
 * as long as the connection, a token of a kilobyte among them.
 *
 * <p>A foreign origin is not refused here but by the first thing that it is told, close code 4503: a page can't read the
 * status of a refused upgrade, and would try again for ever. Trying again is right when the node is full (503).
 */
@Singleton
public final class Handshake implements HttpUpgradeCheck {

    /** Is taken out when the connection is open. */
    public static final TypedKey<Opening> OPENING = new TypedKey<>("angelwire.opening");

    /**
     * What the request said.
     *
     * @param connection underneath the WebSocket, to end it by force
     * @param authorization the header; null if there was none
     * @param headers those that the upgrade itself needs
     */
    public record Opening(HttpConnection connection, boolean originAllowed, String authorization, MultiMap headers) {

        /** The WebSocket is there: nobody needs the request any more. */
        public void forgetRequest() {
            headers.clear();
        }
    }

    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Set<String> NEEDED_BY_UPGRADE = Set.of("host", "connection", "upgrade");
    private static final String ALSO_NEEDED = "sec-websocket-";

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
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        request.headers().names().stream()
                .filter(name -> !isNeededByUpgrade(name.toLowerCase(Locale.ROOT)))
                .forEach(request.headers()::remove);
        context.userData().put(OPENING, new Opening(request.connection(), allowed, authorization, request.headers()));
        return CheckResult.permitUpgrade();
    }

    private static boolean isNeededByUpgrade(String name) {
        return NEEDED_BY_UPGRADE.contains(name) || name.startsWith(ALSO_NEEDED);
    }
}
