package io.angelwire.realtime.server.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.server.connection.Timers;
import io.angelwire.realtime.server.engineio.CloseReason;
import io.angelwire.realtime.server.engineio.EngineListener;
import io.angelwire.realtime.server.engineio.EnginePacket;
import io.angelwire.realtime.server.engineio.EngineServer;
import io.angelwire.realtime.server.engineio.EngineSession;
import io.angelwire.realtime.server.engineio.EngineSettings;
import io.angelwire.realtime.server.engineio.SessionIds;
import io.angelwire.realtime.server.frame.FrameWriters;
import io.angelwire.realtime.server.socketio.Namespace;
import io.angelwire.realtime.server.socketio.NamespaceSocket;
import io.angelwire.realtime.server.socketio.SocketListener;
import io.angelwire.realtime.server.socketio.SocketServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The application that the official protocol test suites of Engine.IO (v4) and Socket.IO (v5) expect: an echo of every
 * message under {@code /engine.io/}; under {@code /socket.io/} the namespaces {@code /} and {@code /custom}, which emit
 * {@code auth} with what came at connect, answer {@code message} with {@code message-back} and acknowledge {@code
 * message-with-ack} with its arguments. {@code protocol-suite/run} starts it.
 */
public final class SuiteServer implements AutoCloseable {

    /** Above the greatest message, so that the protocol's own bound is met first. */
    private static final int FRAME_SLACK = 65_536;

    /** The suites wait for one message after the other, and would miss the second of two that arrive together. */
    private static final Duration AUTH_DELAY = Duration.ofMillis(20);

    private final Vertx vertx = Vertx.vertx();
    private volatile boolean draining;
    private final EngineServer engine;
    private final EngineServer sockets;
    private final HttpServer http;

    public SuiteServer(String host, int port, EngineSettings settings, Duration connectTimeout) {
        Timers timers = (delay, action) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run());
            return () -> vertx.cancelTimer(id);
        };
        FrameWriters writers = new FrameWriters();
        engine = new EngineServer(
                settings, timers, writers, (origin, own) -> true, () -> !draining, (session, headers) -> echo(session));
        Namespace chat = (socket, auth) -> chat(socket, auth, timers);
        sockets = new EngineServer(
                settings,
                timers,
                writers,
                (origin, own) -> true,
                () -> !draining,
                new SocketServer(Map.of("/", chat, "/custom", chat), connectTimeout, timers));
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(settings.maxPayload() + FRAME_SLACK);
        http = vertx.createHttpServer(options)
                .requestHandler(request -> {
                    if (request.path().startsWith("/engine.io/")) {
                        engine.handle(request);
                    } else if (request.path().startsWith("/socket.io/")) {
                        sockets.handle(request);
                    } else {
                        request.response().setStatusCode(404).end();
                    }
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    public int port() {
        return http.actualPort();
    }

    /** Takes no new sessions. */
    void drain() {
        draining = true;
    }

    /** Sessions of both protocols that are not over. */
    public int sessions() {
        return engine.size() + sockets.size();
    }

    private static EngineListener echo(EngineSession session) {
        return new EngineListener() {
            @Override
            public void message(String text) {
                session.send(EnginePacket.message(text));
            }

            @Override
            public void message(byte[] content) {
                session.send(EnginePacket.message(content));
            }

            @Override
            public void closed(CloseReason reason) {}
        };
    }

    private static SocketListener chat(NamespaceSocket socket, ObjectNode auth, Timers timers) {
        socket.accept(SessionIds.next(), null);
        timers.after(AUTH_DELAY, () -> socket.emit("auth", List.of(auth)));
        return new SocketListener() {
            @Override
            public void event(JsonNode name, ArrayNode arguments, Long ackId, int size) {
                List<JsonNode> list = new ArrayList<>();
                arguments.forEach(list::add);
                if (name.asText().equals("message")) {
                    socket.emit("message-back", list);
                } else if (name.asText().equals("message-with-ack") && ackId != null) {
                    socket.ack(ackId, arguments);
                }
            }

            @Override
            public void disconnected() {}

            @Override
            public void closed(CloseReason reason) {}
        };
    }

    @Override
    public void close() {
        // Connections whose peers take no part in closing are left to their time limits.
        vertx.close();
    }

    /**
     * System properties: {@code host} (127.0.0.1), {@code port} (3000), {@code pingInterval} (300), {@code pingTimeout}
     * (200), {@code connectTimeout} (1000) and {@code upgradeTimeout} (10000) in milliseconds, {@code maxPayload}
     * (1000000) in bytes.
     */
    public static void main(String[] args) {
        EngineSettings usual = EngineSettings.DEFAULTS;
        EngineSettings settings = new EngineSettings(
                Duration.ofMillis(Integer.getInteger("pingInterval", 300)),
                Duration.ofMillis(Integer.getInteger("pingTimeout", 200)),
                Duration.ofMillis(Integer.getInteger("upgradeTimeout", 10_000)),
                usual.closeTimeout(),
                Integer.getInteger("maxPayload", 1_000_000),
                usual.maxBuffered(),
                usual.maxSessions());
        SuiteServer server = new SuiteServer(
                System.getProperty("host", "127.0.0.1"),
                Integer.getInteger("port", 3000),
                settings,
                Duration.ofMillis(Integer.getInteger("connectTimeout", 1_000)));
        System.out.println("listening on port " + server.port());
    }
}
