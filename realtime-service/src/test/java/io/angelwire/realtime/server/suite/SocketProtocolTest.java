package io.angelwire.realtime.server.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of Socket.IO, version 5, one by one. */
class SocketProtocolTest extends SuiteTest {

    SocketProtocolTest() {
        super("/socket.io/");
    }

    private RawSocket connected() {
        RawSocket socket = openWebSocket();
        socket.send("40");
        assertThat(socket.nextText()).startsWith("40{");
        assertThat(socket.nextText()).isEqualTo("42[\"auth\",{}]");
        return socket;
    }

    // ---- connect

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"token\":\"123\"}", "{}"})
    void aClientConnectsToTheMainNamespace(String auth) {
        RawSocket socket = openWebSocket();
        socket.send("40" + auth);
        assertConnected(socket, "40");
        assertThat(socket.nextText()).isEqualTo("42[\"auth\"," + (auth.isEmpty() ? "{}" : auth) + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", ",{\"token\":\"abc\"}"})
    void aClientConnectsToAnotherNamespace(String rest) {
        RawSocket socket = openWebSocket();
        socket.send("40/custom" + rest);
        assertConnected(socket, "40/custom,");
        assertThat(socket.nextText())
                .isEqualTo("42/custom,[\"auth\"," + (rest.length() < 2 ? "{}" : rest.substring(1)) + "]");
    }

    private static void assertConnected(RawSocket socket, String prefix) {
        String answer = socket.nextText();
        assertThat(answer).startsWith(prefix + "{");
        JsonNode data = json(answer.substring(prefix.length()));
        assertThat(data.size()).isEqualTo(1);
        assertThat(data.path("sid").asText()).hasSize(20);
    }

    @Test
    void anUnknownNamespaceIsRefusedAndTheOthersAreThere() {
        RawSocket socket = openWebSocket();
        socket.send("40/random");
        assertThat(socket.nextText()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        socket.send("40/custom,");
        assertConnected(socket, "40/custom,");
    }

    @Test
    void whoKeepsAskingForUnknownNamespacesIsClosed() {
        RawSocket socket = openWebSocket();
        sendUntilClosed(socket, "40/random");
        for (int i = 0; i < 10; i++) {
            assertThat(socket.nextText()).startsWith("44/random");
        }
        socket.awaitClosed();
    }

    @Test
    void whoKeepsComingAndGoingIsClosed() {
        RawSocket socket = openWebSocket();
        sendUntilClosed(socket, "40", "41");
        socket.awaitClosed();
    }

    private static void sendUntilClosed(RawSocket socket, String... packets) {
        try {
            for (int i = 0; i < 1_000; i++) {
                socket.send(packets);
            }
        } catch (CompletionException e) {
            // Closed on the way.
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "4",
                "40[]",
                "40\"token\"",
                "40{",
                "407{}",
                "42[\"message\"]",
                "41",
                "431[]",
                "44{\"message\":\"x\"}",
                "42/custom,[\"message\"]",
                "451-[\"message\",{\"_placeholder\":true,\"num\":0}]"
            })
    void whatIsNoConnectClosesBeforeOne(String packet) {
        RawSocket socket = openWebSocket();
        socket.send(packet);
        socket.awaitClosed();
    }

    @Test
    void aSecondConnectCloses() {
        RawSocket socket = connected();
        socket.send("40");
        socket.awaitClosed();
    }

    // ---- disconnect

    @Test
    void aClientLeavesANamespaceAndStaysInTheOther() {
        RawSocket socket = connected();
        socket.send("40/custom");
        assertThat(socket.nextText()).startsWith("40/custom,{");
        assertThat(socket.nextText()).startsWith("42/custom,[\"auth\"");
        socket.send("41/custom", "42[\"message\",\"still here\"]");
        assertThat(socket.nextText()).isEqualTo("42[\"message-back\",\"still here\"]");
        socket.send("42/custom,[\"message\",\"gone\"]");
        socket.awaitClosed();
    }

    @Test
    void aClientMayComeBackToANamespace() {
        RawSocket socket = connected();
        socket.send("41", "40");
        assertThat(socket.nextText()).startsWith("40{");
    }

    // ---- events

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,\"2\",{\"3\":[true]}",
                "null,1.5,-7,\"\u20ac \ud83d\ude00 \\\" \\\\ \\n\"",
                "[[[]]],{}",
                "{\"_placeholder\":false,\"num\":0}"
            })
    void argumentsComeBackAsTheyWere(String arguments) {
        RawSocket socket = connected();
        socket.send("42[\"message\"," + arguments + "]");
        assertThat(socket.nextText()).isEqualTo("42[\"message-back\"," + arguments + "]");
        socket.send("42456[\"message-with-ack\"," + arguments + "]");
        assertThat(socket.nextText()).isEqualTo("43456[" + arguments + "]");
    }

    @Test
    void anEventOfAnotherNamespaceIsAnsweredThere() {
        RawSocket socket = openWebSocket();
        socket.send("40/custom");
        socket.nextText();
        socket.nextText();
        socket.send("42/custom,0[\"message-with-ack\",\"a,b\"]");
        assertThat(socket.nextText()).isEqualTo("43/custom,0[\"a,b\"]");
    }

    @Test
    void anEventWithoutArgumentsIsAnEvent() {
        RawSocket socket = connected();
        socket.send("42[\"message\"]");
        assertThat(socket.nextText()).isEqualTo("42[\"message-back\"]");
        socket.send(
                "42[7,\"numbers are names too\"]",
                "42[\"message-with-ack\",\"nobody asked\"]",
                "4312[\"for nothing\"]");
        socket.send("42[\"message\",1]");
        assertThat(socket.nextText()).isEqualTo("42[\"message-back\",1]");
    }

    @Test
    void attachmentsComeBackInOrder() {
        RawSocket socket = connected();
        String placeholders = "{\"_placeholder\":true,\"num\":0},{\"deep\":[{\"_placeholder\":true,\"num\":1}]}";
        socket.send("452-[\"message\"," + placeholders + "]");
        socket.send((byte) 1, (byte) 2);
        socket.send((byte) 3);
        assertThat(socket.nextText()).isEqualTo("452-[\"message-back\"," + placeholders + "]");
        assertThat(socket.nextBinary()).containsExactly(1, 2);
        assertThat(socket.nextBinary()).containsExactly(3);

        socket.send("451-789[\"message-with-ack\",{\"_placeholder\":true,\"num\":0}]");
        socket.send((byte) 9);
        assertThat(socket.nextText()).isEqualTo("461-789[{\"_placeholder\":true,\"num\":0}]");
        assertThat(socket.nextBinary()).containsExactly(9);
    }

    @Test
    void attachmentsTravelByPollingToo() {
        String sid = openPolling();
        post(sid, "40");
        StringBuilder received = new StringBuilder(poll(sid).body());
        if (received.indexOf("auth") < 0) {
            received.append(poll(sid).body());
        }
        assertThat(received.toString()).contains("42[\"auth\",{}]");
        post(sid, "451-[\"message\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID");
        assertThat(poll(sid).body()).isEqualTo("451-[\"message-back\",{\"_placeholder\":true,\"num\":0}]\u001ebAQID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "4",
                "47[\"message\"]",
                "42",
                "42{}",
                "42\"message\"",
                "42[]",
                "42[{}]",
                "42[null,1]",
                "42[\"message\"",
                "42[\"message\"]]",
                "42[\"message\",NaN]",
                "42abc[\"message-with-ack\",1]",
                "42-1[\"message-with-ack\",1]",
                "4299999999999999999999[\"message-with-ack\",1]",
                "42[\"connect\"]",
                "42[\"connect_error\"]",
                "42[\"disconnect\"]",
                "42[\"disconnecting\"]",
                "42[\"newListener\"]",
                "42[\"removeListener\"]",
                "41[]",
                "43[1]",
                "431",
                "431{}",
                "44{\"message\":\"x\"}",
                "45[\"message\"]",
                "45-[\"message\"]",
                "4511-[\"message\"]",
                "45999999-[\"message\"]",
                "42/unknown,[\"message\"]",
                "451-/custom,[\"message\",{\"_placeholder\":true,\"num\":0}]"
            })
    void aPacketThatIsNoneCloses(String packet) {
        RawSocket socket = connected();
        socket.send(packet);
        socket.awaitClosed();
    }

    @Test
    void deepJsonCloses() {
        RawSocket socket = connected();
        socket.send("42[\"message\"," + "[".repeat(10_000) + "]".repeat(10_000) + "]");
        socket.awaitClosed();
    }

    @Test
    void attachmentsThatNobodyAnnouncedClose() {
        RawSocket unannounced = connected();
        unannounced.send((byte) 1);
        unannounced.awaitClosed();

        RawSocket interrupted = connected();
        interrupted.send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]", "42[\"message\"]");
        interrupted.awaitClosed();

        for (String num : new String[] {"1", "-1", "\"0\"", "0.5", "null"}) {
            RawSocket wrong = connected();
            wrong.send("451-[\"message\",{\"_placeholder\":true,\"num\":" + num + "}]");
            wrong.send((byte) 1);
            wrong.awaitClosed();
        }
    }

    @Test
    void aPacketHasABoundWithItsAttachments() {
        String packet = "452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        RawSocket socket = connected();
        socket.send(packet);
        socket.send(new byte[400_000]);
        socket.send(new byte[500_000]);
        assertThat(socket.nextText()).startsWith("452-[\"message-back\"");
        assertThat(socket.nextBinary()).hasSize(400_000);
        assertThat(socket.nextBinary()).hasSize(500_000);
        socket.send(packet);
        socket.send(new byte[500_000]);
        socket.send(new byte[500_000]);
        socket.awaitClosed();
    }

    @Test
    void oneClientsBadPacketDisturbsNoOther() {
        RawSocket other = connected();
        RawSocket bad = connected();
        bad.send("4abc");
        bad.awaitClosed();
        other.send("42[\"message\",1]");
        assertThat(other.nextText()).isEqualTo("42[\"message-back\",1]");
    }
}
