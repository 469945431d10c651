package io.angelwire.realtime.server.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Engine.IO, version 4, one by one. */
class EngineProtocolTest extends SuiteTest {

    EngineProtocolTest() {
        super("/engine.io/");
    }

    // ---- handshake

    @Test
    void pollingOpensASession() {
        HttpResponse<String> response = send("GET", "?EIO=4&transport=polling", null);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; charset=UTF-8");
        assertOpening(response.body(), "[\"websocket\"]");
    }

    @Test
    void aWebSocketOpensASession() {
        assertOpening(socket("?EIO=4&transport=websocket").nextText(), "[]");
    }

    private static void assertOpening(String packet, String upgrades) {
        assertThat(packet).startsWith("0");
        JsonNode opening = json(packet.substring(1));
        List<String> names = new ArrayList<>();
        opening.fieldNames().forEachRemaining(names::add);
        assertThat(names).containsExactly("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        assertThat(opening.path("sid").asText()).matches("[A-Za-z0-9_-]{20}");
        assertThat(opening.path("upgrades")).isEqualTo(json(upgrades));
        assertThat(opening.path("pingInterval").asInt()).isEqualTo(60_000);
        assertThat(opening.path("pingTimeout").asInt()).isEqualTo(60_000);
        assertThat(opening.path("maxPayload").asInt()).isEqualTo(1_000_000);
    }

    @Test
    void requestsThatAreNoneAreRefusedWithACode() {
        assertRefused(send("GET", "?EIO=4", null), 0, "Transport unknown");
        assertRefused(send("GET", "?EIO=4&transport=abc", null), 0, "Transport unknown");
        assertRefused(send("GET", polling("unknown"), null), 1, "Session ID unknown");
        assertRefused(send("POST", polling("unknown"), "4x"), 1, "Session ID unknown");
        assertRefused(send("POST", "?EIO=4&transport=polling", ""), 2, "Bad handshake method");
        assertRefused(send("PUT", "?EIO=4&transport=polling", ""), 2, "Bad handshake method");
        assertRefused(send("GET", "?EIO=4&transport=websocket", null), 3, "Bad request");
        assertRefused(send("PUT", polling(openPolling()), "4x"), 3, "Bad request");
        assertRefused(send("GET", "?transport=polling", null), 5, "Unsupported protocol version");
        assertRefused(send("GET", "?EIO=3&transport=polling", null), 5, "Unsupported protocol version");
        assertRefused(send("GET", "?EIO=abc&transport=polling", null), 5, "Unsupported protocol version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?transport=websocket",
                "?EIO=abc&transport=websocket",
                "?EIO=4",
                "?EIO=4&transport=abc",
                "?EIO=4&transport=polling",
                "?EIO=4&transport=websocket&sid=unknown"
            })
    void aHandshakeThatIsNoneOpensNoWebSocket(String query) {
        assertThatThrownBy(() -> socket(query)).isInstanceOf(CompletionException.class);
    }

    @Test
    void browsersOfOtherOriginsMayReadTheAnswer() {
        HttpResponse<String> response =
                send("GET", "?EIO=4&transport=polling", null, "Origin", "http://localhost:5173");
        assertThat(response.headers().firstValue("access-control-allow-origin")).contains("http://localhost:5173");
        HttpResponse<String> preflight =
                send("OPTIONS", "?EIO=4&transport=polling", null, "Origin", "http://localhost:5173");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-headers"))
                .contains("Authorization, Content-Type");
    }

    // ---- messages

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4hello",
                "4test1\u001e4test2\u001e4test3",
                "bAQIDBA==",
                "4hello\u001ebAQIDBA==\u001e4",
                "4h\u00e9llo \u20ac \ud83d\ude00"
            })
    void aPayloadComesBackAsItWasSent(String payload) {
        String sid = openPolling();
        HttpResponse<String> posted = post(sid, payload);
        assertThat(posted.statusCode()).isEqualTo(200);
        assertThat(posted.body()).isEqualTo("ok");
        assertThat(poll(sid).body()).isEqualTo(payload);
    }

    @Test
    void aPollIsHeldUntilThereIsSomethingToSend() {
        String sid = openPolling();
        CompletableFuture<HttpResponse<String>> poll = pollAsync(sid);
        assertThat(post(sid, "4later").body()).isEqualTo("ok");
        assertThat(join(poll).body()).isEqualTo("4later");
    }

    @Test
    void whoReadsIsSentAsMuchAsItAsksFor() {
        String sid = openPolling();
        String big = "4" + "x".repeat(999_999);
        // More, all in all, than may wait for a client.
        for (int i = 0; i < 6; i++) {
            post(sid, big);
            assertThat(poll(sid).body()).isEqualTo(big);
        }
    }

    @Test
    void messagesOverAWebSocketComeBack() {
        RawSocket socket = openWebSocket();
        socket.send("4hello");
        assertThat(socket.nextText()).isEqualTo("4hello");
        socket.send((byte) 1, (byte) 2, (byte) 3, (byte) 4);
        assertThat(socket.nextBinary()).containsExactly(1, 2, 3, 4);
        socket.sendFragments("4frag", "mented ", "\u20ac");
        assertThat(socket.nextText()).isEqualTo("4fragmented \u20ac");
        String big = "4" + "x".repeat(999_999);
        socket.send(big);
        assertThat(socket.nextText()).isEqualTo(big);
    }

    // ---- what is not of the protocol

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "4ok\u001e", "9", "b!!!", "2", "2probe", "0{}", "5"})
    void aBadPayloadEndsTheSession(String payload) {
        String sid = openPolling();
        HttpResponse<String> response = post(sid, payload);
        assertThat(response.statusCode()).isIn(200, 400);
        assertRefused(poll(sid), 1, "Session ID unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "9", "2", "2probe", "0{}", "5"})
    void aBadPacketEndsTheWebSocket(String packet) {
        RawSocket socket = openWebSocket();
        socket.send(packet);
        socket.awaitClosed();
    }

    @Test
    void aBinaryBodyEndsTheSession() {
        String sid = openPolling();
        assertRefused(
                send("POST", polling(sid), "4hello", "Content-Type", "application/octet-stream"), 3, "Bad request");
        assertRefused(poll(sid), 1, "Session ID unknown");
    }

    @Test
    void wrongUtf8EndsTheSession() throws Exception {
        String sid = openPolling();
        var request = java.net.http.HttpRequest.newBuilder(uri("http", polling(sid)))
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(new byte[] {'4', (byte) 0xc3, '('}))
                .build();
        var response = java.net.http.HttpClient.newHttpClient()
                .send(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        assertRefused(response, 3, "Bad request");
        assertOver(sid);
    }

    @Test
    void moreThanMaxPayloadIsTooLarge() {
        String sid = openPolling();
        assertThat(post(sid, "4" + "x".repeat(1_000_000)).statusCode()).isEqualTo(413);
        assertThat(post(sid, "4still here").statusCode()).isEqualTo(200);
        assertThat(poll(sid).body()).isEqualTo("4still here");

        RawSocket socket = openWebSocket();
        socket.send("4" + "x".repeat(1_000_000));
        socket.awaitClosed();
    }

    @Test
    void aSecondPollEndsTheSession() {
        String sid = openPolling();
        CompletableFuture<HttpResponse<String>> first = pollAsync(sid);
        CompletableFuture<HttpResponse<String>> second = pollAsync(sid);
        List<HttpResponse<String>> responses = List.of(join(first), join(second));
        assertThat(responses).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 400);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 200)
                .extracting(HttpResponse::body)
                .containsExactly("1");
        assertRefused(poll(sid), 1, "Session ID unknown");
    }

    @Test
    void aSecondPostIsRefused() throws Exception {
        String sid = openPolling();
        try (SlowPost slow = SlowPost.start(uri("http", polling(sid)), "4hel", 6)) {
            await().untilAsserted(() -> assertRefused(post(sid, "4other"), 3, "Bad request"));
            assertThat(slow.finish("lo")).startsWith("HTTP/1.1 200");
        }
        assertThat(poll(sid).body()).contains("4hello");
    }

    @Test
    void aPostThatNeverEndsIsEndedWithItsSession() throws Exception {
        String sid = openPolling();
        try (SlowPost slow = SlowPost.start(uri("http", polling(sid)), "4hel", 6)) {
            await().untilAsserted(() -> assertRefused(post(sid, "4other"), 3, "Bad request"));
            CompletableFuture<HttpResponse<String>> first = pollAsync(sid);
            join(CompletableFuture.anyOf(first, pollAsync(sid)));
            assertThat(slow.answer()).startsWith("HTTP/1.1 400");
        }
        assertOver(sid);
    }

    @Test
    void aPollThatIsAbortedEndsTheSession() throws Exception {
        String sid = openPolling();
        SlowPost.abortedGet(uri("http", polling(sid)));
        assertOver(sid);
    }

    // ---- close

    @Test
    void aClientThatClosesEndsItsPoll() {
        // Again if the POST has overtaken the GET on its way.
        await().untilAsserted(() -> {
            String sid = openPolling();
            CompletableFuture<HttpResponse<String>> poll = pollAsync(sid);
            assertThat(post(sid, "1").body()).isEqualTo("ok");
            assertThat(join(poll).body()).isEqualTo("6");
            assertRefused(poll(sid), 1, "Session ID unknown");
        });
    }

    @Test
    void aClientThatClosesEndsItsWebSocket() {
        RawSocket socket = openWebSocket();
        socket.send("1");
        socket.awaitClosed();
    }

    // ---- upgrade

    @Test
    void aSessionMovesToAWebSocket() {
        String sid = openPolling();
        RawSocket socket = probed(sid);
        assertThat(poll(sid).body()).isEqualTo("6");
        socket.send("5", "4hello");
        assertThat(socket.nextText()).isEqualTo("4hello");
    }

    @Test
    void theHeldPollIsReleasedByTheProbe() {
        String sid = openPolling();
        CompletableFuture<HttpResponse<String>> poll = pollAsync(sid);
        RawSocket socket = probed(sid);
        assertThat(join(poll).body()).isEqualTo("6");
        socket.send("5", "4hello");
        assertThat(socket.nextText()).isEqualTo("4hello");
    }

    @Test
    void whatWaitsMovesToTheWebSocket() {
        String sid = openPolling();
        RawSocket socket = probed(sid);
        post(sid, "4one\u001e4two");
        socket.send("5");
        assertThat(List.of(socket.nextText(), socket.nextText())).containsExactly("4one", "4two");
    }

    @Test
    void afterTheUpgradePollingIsRefusedAndOtherWebSocketsAreClosed() {
        String sid = openPolling();
        RawSocket socket = probed(sid);
        socket.send("5", "4moved");
        assertThat(socket.nextText()).isEqualTo("4moved");
        assertRefused(poll(sid), 3, "Bad request");
        assertRefused(post(sid, "4x"), 3, "Bad request");
        socket("?EIO=4&transport=websocket&sid=" + sid).awaitClosed();
        socket.send("4hello");
        assertThat(socket.nextText()).isEqualTo("4hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2other", "4hello", "5", "abc"})
    void aProbeThatFailsLeavesPollingAlive(String packet) {
        String sid = openPolling();
        RawSocket socket = socket("?EIO=4&transport=websocket&sid=" + sid);
        socket.send(packet);
        socket.awaitClosed();
        post(sid, "4alive");
        assertThat(poll(sid).body()).isEqualTo("4alive");
    }

    @Test
    void anUpgradeThatTakesTooLongLeavesPollingAlive() {
        String sid = openPolling();
        RawSocket socket = probed(sid);
        socket.awaitClosed();
        post(sid, "4alive");
        assertThat(poll(sid).body()).isEqualTo("4alive");
        probed(sid);
    }

    private RawSocket probed(String sid) {
        RawSocket socket = socket("?EIO=4&transport=websocket&sid=" + sid);
        socket.send("2probe");
        assertThat(socket.nextText()).isEqualTo("3probe");
        return socket;
    }
}
