package io.angelwire.realtime.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.angelwire.testing.TestTokens;
import io.angelwire.testing.TokensTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;

/** The service as it runs, with real Redis and Postgres, and clients that talk to it. */
@QuarkusTestResource(RedisTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(TokensTestResource.class)
abstract class RealtimeTest {

    /** For what happens at once, unless the machine has very much to do besides. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource("/")
    URI http;

    @Inject
    RealtimePublisher publisher;

    @Inject
    Redis redis;

    @Inject
    RealtimeNode node;

    private final List<WsClient> clients = new ArrayList<>();

    @AfterEach
    void closeClients() {
        clients.forEach(WsClient::close);
    }

    URI ws() {
        return ws("");
    }

    URI ws(String query) {
        return URI.create("ws://" + http.getAuthority() + "/ws" + query);
    }

    WsClient signedIn(UUID user) {
        return signedIn(user, "investor");
    }

    WsClient signedIn(UUID user, String role) {
        return keep(WsClient.signedIn(ws(), TestTokens.tokenFor(user, role)));
    }

    WsClient connected(String... headers) {
        return keep(WsClient.connect(ws(), headers));
    }

    WsClient keep(WsClient client) {
        clients.add(client);
        return client;
    }

    void publish(Room room, String... names) {
        List<RealtimeEvent> events = new ArrayList<>();
        for (String name : names) {
            events.add(RealtimeEvent.of(room, name, Map.of("said", name)));
        }
        publish(events);
    }

    void publish(List<RealtimeEvent> events) {
        publisher
                .publish(events)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), SECONDS)
                .join();
    }

    Response send(Command command, String... args) {
        Request request = Request.cmd(command);
        for (String arg : args) {
            request.arg(arg);
        }
        return redis.send(request)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), SECONDS)
                .join();
    }

    static List<String> names(List<JsonNode> events) {
        return events.stream().map(event -> event.path("event").asText()).toList();
    }
}
