package io.angelwire.realtime.server.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.realtime.server.engineio.EngineSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Talks to the {@link SuiteServer} byte by byte, as a client library would not. */
abstract class SuiteTest {

    static final ObjectMapper JSON = new ObjectMapper();
    static final int PATIENCE_SECONDS = 30;

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static SuiteServer server;
    private final String path;
    private final List<RawSocket> sockets = new ArrayList<>();

    /** @param path {@code /engine.io/} or {@code /socket.io/} */
    SuiteTest(String path) {
        this.path = path;
    }

    /** Long enough that no ping comes into what a test expects. */
    @BeforeAll
    static void start() {
        start(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    static void start(Duration pingInterval, Duration pingTimeout, Duration connectTimeout) {
        start(
                new EngineSettings(
                        pingInterval,
                        pingTimeout,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        1_000_000,
                        4_000_000,
                        1_000),
                connectTimeout);
    }

    static void start(EngineSettings settings, Duration connectTimeout) {
        if (server != null) {
            server.close();
        }
        server = new SuiteServer("127.0.0.1", 0, settings, connectTimeout);
    }

    @AfterAll
    static void stop() {
        server.close();
        server = null;
    }

    @AfterEach
    void closeSockets() {
        sockets.forEach(RawSocket::close);
    }

    static SuiteServer server() {
        return server;
    }

    URI uri(String scheme, String query) {
        return URI.create(scheme + "://127.0.0.1:" + server.port() + path + query);
    }

    // ---- polling

    HttpResponse<String> send(String method, String query, String body, String... headers) {
        return join(sendAsync(method, query, body, headers));
    }

    CompletableFuture<HttpResponse<String>> sendAsync(String method, String query, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("http", query))
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
    }

    static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    HttpResponse<String> poll(String sid) {
        return send("GET", polling(sid), null);
    }

    CompletableFuture<HttpResponse<String>> pollAsync(String sid) {
        return sendAsync("GET", polling(sid), null);
    }

    HttpResponse<String> post(String sid, String body) {
        return send("POST", polling(sid), body);
    }

    static String polling(String sid) {
        return "?EIO=4&transport=polling&sid=" + sid;
    }

    String openPolling() {
        HttpResponse<String> opened = send("GET", "?EIO=4&transport=polling", null);
        assertThat(opened.statusCode()).isEqualTo(200);
        return sid(opened.body());
    }

    static String sid(String openPacket) {
        assertThat(openPacket).startsWith("0{");
        return json(openPacket.substring(1)).path("sid").asText();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void assertRefused(HttpResponse<String> response, int code, String message) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    /** A GET is held: the next is a second one, which would end the session, so the server is asked. */
    void assertOver(String sid) {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .untilAsserted(() -> assertRefused(send("POST", polling(sid), "6"), 1, "Session ID unknown"));
    }

    // ---- WebSocket

    RawSocket socket(String query) {
        RawSocket socket = RawSocket.connect(uri("ws", query));
        sockets.add(socket);
        return socket;
    }

    RawSocket openWebSocket() {
        RawSocket socket = socket("?EIO=4&transport=websocket");
        sid(socket.nextText());
        return socket;
    }
}
