package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Ids;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.connection.SessionParts;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A client that doesn't read is let go, and the others of its room don't notice. */
@QuarkusTest
class SlowConsumerTest extends RealtimeTest {

    private static final int RECEIVE_BUFFER = 4_096;
    private static final int ROUNDS = 60;
    private static final int EVENTS = 25;
    private static final String BIG = "x".repeat(10_000);

    private final UUID user = Ids.newId();
    private final String token = TestTokens.tokenFor(user, "investor");

    @Inject
    SessionParts parts;

    @Test
    void inPlainJsonItIsToldWhy() throws IOException {
        await().atMost(PATIENCE).until(() -> parts.connections().size() == 0);
        WsClient other = signedIn(user);
        try (RawWebSocket slow = RawWebSocket.open(http, token, RECEIVE_BUFFER)) {
            await().atMost(PATIENCE).until(() -> parts.connections().size() == 2);
            floodUntilGone(other, 2);
            // Or it was cut off, if it has not begun to read in time.
            assertThat(slow.closeCode()).isIn(4008, 1006);
        }
    }

    @Test
    void inSocketIoItsConnectionEnds() throws IOException {
        await().atMost(PATIENCE).until(() -> parts.connections().size() == 0);
        WsClient other = signedIn(user);
        try (RawWebSocket slow =
                RawWebSocket.open(http, "/socket.io/?EIO=4&transport=websocket", token, RECEIVE_BUFFER)) {
            slow.sendText("40");
            await().atMost(PATIENCE).until(() -> parts.connections().size() == 2);
            floodUntilGone(other, 2);
            slow.closeCode();
        }
    }

    /** It asks for more and more, and reads none of it. */
    @Test
    void inPollingItIsLetGoToo() throws Exception {
        await().atMost(PATIENCE).until(() -> parts.connections().size() == 0);
        WsClient other = signedIn(user);
        String polling = "/socket.io/?EIO=4&transport=polling";
        String opening = answer(polling, BodyPublishers.noBody(), "GET");
        String session = polling + "&sid=" + opening.substring(9, 29);
        assertThat(answer(session, BodyPublishers.ofString("40"), "POST")).isEqualTo("ok");
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(RECEIVE_BUFFER);
            slow.connect(new InetSocketAddress(http.getHost(), http.getPort()));
            String poll = "GET " + session + " HTTP/1.1\r\nHost: " + http.getAuthority() + "\r\n\r\n";
            slow.getOutputStream().write(poll.repeat(1_000).getBytes(StandardCharsets.US_ASCII));
            await().atMost(PATIENCE).until(() -> parts.connections().size() == 2);
            floodUntilGone(other, 2);
        }
    }

    private String answer(String path, BodyPublisher body, String method) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + http.getAuthority() + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private void floodUntilGone(WsClient other, int connections) {
        int published = 0;
        for (int round = 0; round < ROUNDS && parts.connections().size() == connections; round++) {
            List<RealtimeEvent> events = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                events.add(RealtimeEvent.of(Room.user(user), "flood", Map.of("number", published++, "text", BIG)));
            }
            publish(events);
            for (int i = published - EVENTS; i < published; i++) {
                assertThat(other.next("event").path("data").path("number").asInt())
                        .isEqualTo(i);
            }
        }
        await().atMost(PATIENCE).until(() -> parts.connections().size() == connections - 1);
    }
}
