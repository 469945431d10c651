package io.angelwire.realtime.server.engineio;

import io.angelwire.realtime.server.connection.Timers;
import io.angelwire.realtime.server.frame.FrameWriters;
import io.angelwire.realtime.server.frame.StrictFrames;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Serves the Engine.IO protocol, version 4, on one path of an HTTP server: opening sessions, polling, WebSockets and the
 * upgrade from one to the other.
 *
 * <p>WebSockets are Vert.x's own, not the framework's endpoints: a refused handshake has a body here, a session changes
 * its transport, and messages have a bound of their own.
 */
public final class EngineServer {

    private final EngineSettings settings;
    private final Timers timers;
    private final FrameWriters writers;
    private final EngineOrigins origins;
    private final BooleanSupplier gate;
    private final EngineHandler handler;
    private final PollingExchange polling;
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();

    /** @param gate whether one more session may be opened now; asked once for each */
    public EngineServer(
            EngineSettings settings,
            Timers timers,
            FrameWriters writers,
            EngineOrigins origins,
            BooleanSupplier gate,
            EngineHandler handler) {
        this.settings = settings;
        this.timers = timers;
        this.writers = writers;
        this.origins = origins;
        this.gate = gate;
        this.handler = handler;
        this.polling = new PollingExchange(settings);
    }

    /** Any request to the server's path; on the request's event loop, before its body was read. */
    public void handle(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!origins.allows(origin, request.getHeader(HttpHeaders.HOST))) {
            Answers.refuse(request, Refusal.FORBIDDEN);
            return;
        }
        Answers.allowOrigin(request, origin);
        if (request.method() == HttpMethod.OPTIONS) {
            Answers.preflight(request);
            return;
        }
        String transport = request.getParam("transport");
        boolean upgrade = isUpgrade(request);
        if (!PollingTransport.NAME.equals(transport) && !WebSocketTransport.NAME.equals(transport)) {
            Answers.refuse(request, Refusal.UNKNOWN_TRANSPORT);
        } else if (upgrade != WebSocketTransport.NAME.equals(transport)) {
            Answers.refuse(request, Refusal.BAD_REQUEST);
        } else if (request.getParam("sid") == null) {
            handshake(request, upgrade);
        } else {
            EngineSession session = sessions.get(request.getParam("sid"));
            if (session == null) {
                Answers.refuse(request, Refusal.UNKNOWN_SID);
            } else if (upgrade) {
                upgrade(request, session);
            } else {
                polling.serve(request, session);
            }
        }
    }

    private static boolean isUpgrade(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    private void handshake(HttpServerRequest request, boolean webSocket) {
        if (request.method() != HttpMethod.GET) {
            Answers.refuse(request, Refusal.BAD_HANDSHAKE_METHOD);
        } else if (!"4".equals(request.getParam("EIO"))) {
            Answers.refuse(request, Refusal.UNSUPPORTED_VERSION);
        } else if (sessions.size() >= settings.maxSessions() || !gate.getAsBoolean()) {
            Answers.refuse(request, Refusal.UNAVAILABLE);
        } else if (webSocket) {
            MultiMap headers = request.headers();
            HttpConnection connection = request.connection();
            request.toWebSocket().onSuccess(socket -> {
                WebSocketTransport transport = transport(socket, connection);
                transport.connect(open(transport, headers, "[]"));
            });
        } else {
            PollingTransport transport = new PollingTransport();
            EngineSession session = open(transport, request.headers(), "[\"websocket\"]");
            polling.serve(request, session);
        }
    }

    private EngineSession open(Transport transport, MultiMap headers, String upgrades) {
        String sid = SessionIds.next();
        EngineSession session = new EngineSession(sid, settings, timers, transport, () -> sessions.remove(sid));
        sessions.put(sid, session);
        session.start(handler.opened(session, headers), opening(sid, upgrades));
        return session;
    }

    private EnginePacket opening(String sid, String upgrades) {
        return new EnginePacket(
                EnginePacket.Type.OPEN,
                "{\"sid\":\"" + sid + "\",\"upgrades\":" + upgrades + ",\"pingInterval\":"
                        + settings.pingInterval().toMillis() + ",\"pingTimeout\":"
                        + settings.pingTimeout().toMillis() + ",\"maxPayload\":" + settings.maxPayload() + "}",
                null,
                null);
    }

    private void upgrade(HttpServerRequest request, EngineSession session) {
        if (request.method() != HttpMethod.GET) {
            Answers.refuse(request, Refusal.BAD_REQUEST);
            return;
        }
        HttpConnection connection = request.connection();
        request.toWebSocket().onSuccess(socket -> {
            WebSocketTransport transport = transport(socket, connection);
            if (session.offer(transport)) {
                transport.connect(session);
            } else {
                transport.close();
            }
        });
    }

    private WebSocketTransport transport(ServerWebSocket socket, HttpConnection connection) {
        StrictFrames.on(connection);
        return new WebSocketTransport(socket, connection, writers, settings, timers);
    }

    /** How many sessions there are. */
    public int size() {
        return sessions.size();
    }
}
