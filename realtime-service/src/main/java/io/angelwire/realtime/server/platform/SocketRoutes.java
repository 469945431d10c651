package io.angelwire.realtime.server.platform;

import io.angelwire.realtime.server.RealtimeConfig;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.command.ClientCommands;
import io.angelwire.realtime.server.connection.ConnectionGate;
import io.angelwire.realtime.server.connection.OriginPolicy;
import io.angelwire.realtime.server.connection.SessionParts;
import io.angelwire.realtime.server.engineio.EngineServer;
import io.angelwire.realtime.server.engineio.EngineSettings;
import io.angelwire.realtime.server.socketio.SocketPacket;
import io.angelwire.realtime.server.socketio.SocketServer;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.redis.client.Redis;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Serves Socket.IO at {@code /socket.io/}, where its clients look for it. */
@Singleton
public class SocketRoutes {

    private static final Logger LOG = Logger.getLogger(SocketRoutes.class);

    /** Before the framework's own handlers, which would look for a body. */
    private static final int FIRST = -10;
    /** After the clients were told to leave. */
    private static final int AFTER_LEAVING = 3_000;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SAVING_TIME = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final EngineServer engine;
    private final Recovery recovery;

    SocketRoutes(
            RealtimeConfig config,
            SessionParts sessions,
            ClientCommands commands,
            RoomAuthorization authorization,
            OriginPolicy origins,
            ConnectionGate gate,
            Vertx vertx,
            Redis redis) {
        RealtimeConfig.SocketIo socketIo = config.socketIo();
        this.recovery = socketIo.recoveryWindow().isZero()
                ? null
                : new Recovery(new SavedSessions(
                        redis, socketIo.recoveryWindow(), config.subscription().joinPatience()));
        PlatformParts parts = new PlatformParts(sessions, commands, authorization, recovery, config.maxMessageChars());
        this.engine = new EngineServer(
                new EngineSettings(
                        socketIo.pingInterval(),
                        socketIo.pingTimeout(),
                        socketIo.upgradeTimeout(),
                        CLOSE_TIMEOUT,
                        socketIo.maxPayload(),
                        config.maxQueued().asLongValue(),
                        socketIo.maxConnections()),
                sessions.timers(),
                sessions.writers(),
                origins::allows,
                gate::admit,
                new SocketServer(
                        Map.of(SocketPacket.MAIN, new PlatformNamespace(parts, vertx)),
                        socketIo.connectTimeout(),
                        sessions.timers()));
    }

    void register(@Observes Router router) {
        router.route("/socket.io/*").order(FIRST).handler(routing -> engine.handle(routing.request()));
    }

    /** The clients will be back soon, on other nodes, which must find where they stopped. */
    void awaitSaved(@Observes @Priority(AFTER_LEAVING) ShutdownEvent event) {
        long deadline = System.nanoTime() + SAVING_TIME.toNanos();
        while (recovery != null && recovery.unsaved() > 0) {
            if (System.nanoTime() > deadline) {
                LOG.warnf("%d sessions were not saved; their clients will start anew", recovery.unsaved());
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
