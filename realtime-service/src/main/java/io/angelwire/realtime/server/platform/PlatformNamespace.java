package io.angelwire.realtime.server.platform;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.socketio.Namespace;
import io.angelwire.realtime.server.socketio.NamespaceSocket;
import io.angelwire.realtime.server.socketio.SocketListener;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * The platform's clients over Socket.IO, in the main namespace. The token comes as {@code auth.token}, or as {@code
 * Authorization: Bearer} of the request that opened the connection.
 */
final class PlatformNamespace implements Namespace {

    private static final String BEARER = "bearer ";

    private final PlatformParts parts;
    private final Vertx vertx;

    PlatformNamespace(PlatformParts parts, Vertx vertx) {
        this.parts = parts;
        this.vertx = vertx;
    }

    @Override
    public SocketListener connecting(NamespaceSocket socket, ObjectNode auth) {
        Context context = vertx.getOrCreateContext();
        Executor onContext = task -> context.runOnContext(now -> task.run());
        PlatformClient client = new PlatformClient(socket, onContext, parts);
        String token = token(socket, auth);
        if (token == null) {
            socket.refuse("Authentication token required", SocketFrames.reason(CloseCode.BAD_TOKEN));
        } else {
            client.connect(
                    token, auth.path("pid").textValue(), auth.path("offset").textValue());
        }
        return client;
    }

    /** Null if there is none, or none that could be one. */
    private static String token(NamespaceSocket socket, ObjectNode auth) {
        if (auth.hasNonNull("token")) {
            String token = auth.path("token").asText();
            return token.isBlank() ? null : token;
        }
        String header = socket.headers().get("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
