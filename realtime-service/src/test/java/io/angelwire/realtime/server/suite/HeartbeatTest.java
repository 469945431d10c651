package io.angelwire.realtime.server.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server's pings, and what becomes of clients that don't answer or never connect. */
class HeartbeatTest extends SuiteTest {

    HeartbeatTest() {
        super("/socket.io/");
    }

    @BeforeAll
    static void startHurried() {
        start(Duration.ofMillis(300), Duration.ofSeconds(3), Duration.ofSeconds(4));
    }

    @Test
    void aPollingClientIsPingedAgainAndAgain() {
        String sid = openPolling();
        post(sid, "40");
        for (int pings = 0; pings < 3; ) {
            if (poll(sid).body().equals("2")) {
                assertThat(post(sid, "3").statusCode()).isEqualTo(200);
                pings++;
            }
        }
    }

    @Test
    void aWebSocketIsPingedAgainAndAgain() {
        RawSocket socket = openWebSocket();
        socket.send("40");
        for (int pings = 0; pings < 3; ) {
            if (socket.nextText().equals("2")) {
                socket.send("3");
                pings++;
            }
        }
    }

    @Test
    void whoDoesNotAnswerIsClosed() {
        String sid = openPolling();
        RawSocket socket = openWebSocket();
        socket.awaitClosed();
        assertOver(sid);
        await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> server().sessions() == 0);
    }

    @Test
    void whoConnectsToNoNamespaceIsClosedAlthoughItAnswers() {
        RawSocket socket = openWebSocket();
        String received = socket.nextText();
        while (received.equals("2") && socket.isOpen()) {
            socket.send("3");
            received = socket.isOpen() ? nextOrClosed(socket) : "";
        }
        socket.awaitClosed();
    }

    private static String nextOrClosed(RawSocket socket) {
        await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> !socket.isSilent() || !socket.isOpen());
        return socket.isSilent() ? "" : socket.nextText();
    }

    @Test
    void whoLeavesANamespaceIsStillPinged() {
        RawSocket socket = openWebSocket();
        socket.send("40");
        assertThat(nextButPings(socket)).startsWith("40{");
        assertThat(nextButPings(socket)).isEqualTo("42[\"auth\",{}]");
        socket.send("41");
        assertThat(socket.nextText()).isEqualTo("2");
    }

    private static String nextButPings(RawSocket socket) {
        String text = socket.nextText();
        while (text.equals("2")) {
            socket.send("3");
            text = socket.nextText();
        }
        return text;
    }
}
