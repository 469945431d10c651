package io.angelwire.realtime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.NodeClients;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.auth.RoomRights;
import io.angelwire.realtime.server.auth.TokenCheck;
import io.angelwire.realtime.server.auth.TokenVerifier;
import io.angelwire.realtime.server.command.ClientCommands;
import io.angelwire.realtime.server.connection.Connections;
import io.angelwire.realtime.server.connection.PingWheel;
import io.angelwire.realtime.server.connection.SessionParts;
import io.angelwire.realtime.server.connection.Timers;
import io.angelwire.realtime.server.engineio.EngineServer;
import io.angelwire.realtime.server.engineio.EngineSettings;
import io.angelwire.realtime.server.faults.TestNode;
import io.angelwire.realtime.server.frame.FrameWriters;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.socketio.SocketPacket;
import io.angelwire.realtime.server.socketio.SocketServer;
import io.angelwire.testing.RedisProcess;
import io.angelwire.testing.ServerProcess;
import io.angelwire.testing.TestHistory;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that come while Redis is away are let in late, or sent away and come back by themselves; nothing is lost. */
class LateEntranceTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final NodeClients js = new NodeClients();
    private final RedisProcess server = RedisProcess.start();
    private final ServerProcess process = server.process();
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis = Redis.createClient(vertx, server.options());
    private final RealtimePublisher publisher = new RealtimePublisher(redis, new ObjectMapper(), TestHistory.USUAL);
    private final Connections connections = new Connections(10, 1_000, 1_000);
    private final UUID user = Ids.newId();
    private TestNode node;
    private Recovery recovery;
    private int port;

    @AfterEach
    void stop() {
        process.resume();
        js.close();
        eventually().until(() -> recovery.unsaved() == 0 && connections.size() == 0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        node.close();
        server.close();
    }

    @Test
    void whoComesMeanwhileWaitsAndIsLetIn() {
        serve(LONG);
        process.suspend();
        open(Map.of());
        eventually().until(() -> connections.size() == 1);
        process.resume();
        assertThat(js.nextOf("client", "connect", "disconnect", "connect_error")
                        .path("event")
                        .asText())
                .isEqualTo("connect");
    }

    @Test
    void whoHasWaitedTooLongIsSentAwayAndComesBackByItself() {
        serve(SHORT);
        process.suspend();
        open(Map.of("reconnectionDelay", 50, "reconnectionDelayMax", 200));
        JsonNode away = js.nextOf("client", "connect", "disconnect", "connect_error");
        assertThat(away.path("event").asText()).isEqualTo("disconnect");
        assertThat(away.path("active").asBoolean()).isTrue();
        process.resume();
        js.next("client", "connect");
        publish("hello");
        js.event("client", "hello");
    }

    @Test
    void whoIsSentAwayGoesOnWhereItStoppedWhenItComesBack() {
        serve(SHORT);
        // Comes back when it is told to.
        open(Map.of("reconnection", false));
        js.next("client", "connect");
        publish("seen");
        js.event("client", "seen");
        js.run("cut", "client");
        js.next("client", "disconnect");
        eventually().until(() -> recovery.unsaved() == 0);
        publish("missed");

        process.suspend();
        js.run("connect", "client");
        js.next("client", "disconnect");
        process.resume();
        // It was asked for, and nobody waited for it any more.
        eventually().until(() -> !server.askForList("KEYS realtime:session:*").isEmpty());
        eventually().until(node::isUp);

        js.run("connect", "client");
        assertThat(js.next("client", "connect").path("recovered").asBoolean()).isTrue();
        js.event("client", "missed");
    }

    private void open(Map<String, ?> more) {
        Map<String, Object> options = new java.util.HashMap<>(more);
        options.put("transports", List.of("websocket"));
        options.put("auth", Map.of("token", user));
        js.open("client", "http://127.0.0.1:" + port, options);
    }

    private void publish(String name) {
        publisher
                .publish(List.of(RealtimeEvent.of(Room.user(user), name, Map.of())))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Socket.IO as the service has it, but for its tokens and rights. */
    private void serve(Duration patience) {
        node = new TestNode(server::options, TestHistory.USUAL, patience);
        recovery = new Recovery(new SavedSessions(redis, Duration.ofMinutes(1), patience));
        Timers timers = (delay, action) -> {
            long id = vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run());
            return () -> vertx.cancelTimer(id);
        };
        FrameWriters writers = new FrameWriters();
        SessionParts sessions = new SessionParts(
                node.hub(),
                writers,
                new NamedByToken(),
                connections,
                new PingWheel(1),
                timers,
                caller -> CompletableFuture.completedStage(List.of()),
                LONG,
                1_000,
                1_000);
        PlatformParts parts =
                new PlatformParts(sessions, new ClientCommands(List.of()), new EverybodyMay(), recovery, 65_536);
        EngineServer engine = new EngineServer(
                EngineSettings.DEFAULTS,
                timers,
                writers,
                (origin, own) -> true,
                () -> true,
                new SocketServer(Map.of(SocketPacket.MAIN, new PlatformNamespace(parts, vertx)), LONG, timers));
        HttpServer http = vertx.createHttpServer()
                .requestHandler(engine::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        port = http.actualPort();
        eventually().until(node::isUp);
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    /** A token is its user's id. */
    private static final class NamedByToken extends TokenVerifier {

        NamedByToken() {
            super(null, null);
        }

        @Override
        public CompletionStage<TokenCheck> verify(String token) {
            Instant expiry = Instant.now().plus(Duration.ofHours(1));
            return CompletableFuture.completedStage(
                    new TokenCheck.Valid(new Caller(UUID.fromString(token), Role.INVESTOR, expiry)));
        }
    }

    private static final class EverybodyMay implements RoomAuthorization {

        @Override
        public CompletionStage<Optional<ClientError>> refusal(Caller caller, Room room) {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public CompletionStage<RoomRights> rights(Set<Room> rooms, Set<UUID> claimedAdmins) {
            return CompletableFuture.completedStage(RoomRights.NONE);
        }

        @Override
        public void forget(Room room) {}
    }
}
