package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a frame is said, and the connection of a well-meaning client goes on. */
@QuarkusTest
class BadFramesTest extends RealtimeTest {

    private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

    private final UUID user = Ids.newId();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{not json                                                        | 4100",
                "'[1,2,3]'                                                        | 4100",
                "42                                                               | 4100",
                "{'type':'emit'} and more                                         | 4100",
                "{'kind':'emit'}                                                  | 4101",
                "{'type':'subscribe'}                                             | 4101",
                "{'type':7}                                                       | 4101",
                "{'type':'emit','data':'x'}                                       | 4104",
                "{'type':'emit','event':{},'data':'x'}                            | 4104",
                "{'type':'emit','event':'subscribe_to_pitch','id':{}}             | 4104",
                "{'type':'emit','event':'subscribe_to_pitch','data':'x','since':7}| 4104",
                "{'type':'auth'}                                                  | 4104",
                "{'type':'emit','event':'x','data':NaN}                           | 4100",
                "{'type':'emit','event':'x','data':'\\u12'}                       | 4100"
            })
    void aFrameThatIsNoneGetsACodedError(String frame, int code) {
        WsClient client = signedIn(user);
        client.send(frame);
        JsonNode error = client.next("error").path("error");
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
        assertStillServed(client);
    }

    @Test
    void anUnknownEventIsRefusedWithTheKnownOnes() {
        WsClient client = signedIn(user);
        JsonNode error = client.call("subscribe_to_everything", "all").path("error");
        assertThat(error.path("code").asInt()).isEqualTo(4102);
        assertThat(error.path("reason").asText()).isEqualTo("unknown_event");
        assertThat(error.path("message").asText())
                .contains("subscribe_to_pitch")
                .contains("join_investment_room");
        client.send("{'type':'emit','event':'constructor'}");
        assertThat(client.next("error").path("error").path("code").asInt()).isEqualTo(4102);
        assertStillServed(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1-2-3-4-5", "pitch:*", "../user", "", "x or 1=1"})
    void aRoomIsNamedByAnIdAndNothingElse(String id) {
        WsClient client = signedIn(user);
        client.send("{\"type\":\"emit\",\"event\":\"join_investment_room\",\"id\":3,\"data\":\"" + id + "\"}");
        JsonNode ack = client.next("ack");
        assertThat(ack.path("id").asInt()).isEqualTo(3);
        assertThat(ack.path("error").path("code").asInt()).isEqualTo(4104);
        assertStillServed(client);
    }

    @Test
    void deepJsonIsRefused() {
        WsClient client = signedIn(user);
        for (int depth : new int[] {40, 30_000}) {
            client.send("{\"type\":\"emit\",\"event\":\"x\",\"data\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
            assertThat(client.next("error").path("error").path("code").asInt()).isEqualTo(4100);
        }
        assertStillServed(client);
    }

    @Test
    void aMessageMayComeInFragments() throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(http, TestTokens.tokenFor(user, "investor"))) {
            assertThat(socket.nextText()).contains("\"ready\"");
            // {"type":"ping"}, an empty fragment and a ping of the transport among its parts
            socket.send(bytes(
                    "01 85 00000000 7b22747970 00 80 00000000 89 80 00000000 80 8a 00000000 65223a2270696e67227d"));
            assertThat(socket.nextText()).contains("\"pong\"");
        }
    }

    @Test
    void fragmentsWithoutEndEndTheConnection() throws IOException {
        WsClient other = signedIn(user);
        try (RawWebSocket socket = RawWebSocket.open(http, TestTokens.tokenFor(user, "investor"))) {
            socket.send(bytes("01 81 00000000 78"));
            for (int i = 0; i < 300; i++) {
                socket.send(bytes("00 fe 0400 00000000" + "78".repeat(1_024)));
            }
            assertThat(socket.closeCode()).isEqualTo(1009);
        }
        assertStillServed(other);
    }

    /** A client's library would not send any of these (RFC 6455, section 5). */
    @ParameterizedTest
    @CsvSource({
        "not masked,                          81 02 6869",
        "a reserved bit,                      c1 80 00000000",
        "a reserved kind of data,             83 80 00000000",
        "a reserved kind of control,          8b 80 00000000",
        "a fragmented ping,                   09 80 00000000",
        "a ping of 126 bytes,                 89 fe 007e 00000000",
        "a continuation of nothing,           80 80 00000000",
        "a text within the fragments of one,  01 81 00000000 61 81 81 00000000 62",
        "a close without a whole code,        88 81 00000000 00",
        "a close with a code that is none,    88 82 00000000 03ed",
        "a negative length,                   81 ff 8000000000000000 00000000"
    })
    void whatIsNoWebSocketFrameEndsTheConnection(String what, String frame) throws IOException {
        WsClient other = signedIn(user);
        try (RawWebSocket socket = RawWebSocket.open(http, TestTokens.tokenFor(user, "investor"))) {
            socket.send(bytes(frame));
            assertThat(socket.closeCode()).as(what).isIn(1002, 1006);
        }
        assertStillServed(other);
    }

    /** At once, in fragments that cut a character, and in a character that is cut off by the end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "81 82 00000000 c328",
                "01 81 00000000 e2 00 81 00000000 82 80 81 00000000 28",
                "81 82 00000000 e282",
                "81 83 00000000 eda080"
            })
    void textThatIsNotUtf8EndsTheConnectionWithTheCodeForIt(String frames) throws IOException {
        WsClient other = signedIn(user);
        try (RawWebSocket socket = RawWebSocket.open(http, TestTokens.tokenFor(user, "investor"))) {
            socket.send(bytes(frames));
            assertThat(socket.closeCode()).isEqualTo(1007);
        }
        assertStillServed(other);
    }

    /** What is sent compressed could unfold to any size before it is looked at. */
    @ParameterizedTest
    @ValueSource(strings = {"/ws", SOCKET_IO})
    void noCompressionIsAgreedUpon(String path) throws IOException {
        for (String extension : List.of("permessage-deflate", "x-webkit-deflate-frame", "deflate-frame")) {
            String answer = RawWebSocket.answer(http, path, RawWebSocket.KEY, "Sec-WebSocket-Extensions: " + extension);
            assertThat(answer).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("deflate");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", SOCKET_IO})
    void aHandshakeThatIsNoneIsRefused(String path) throws IOException {
        assertThat(RawWebSocket.answer(http, path, "X-No: key")).startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @CsvSource({"c1 80 00000000, 1002", "83 80 00000000, 1002", "81 82 00000000 c328, 1007"})
    void overSocketIoTheyEndTheConnectionToo(String frame, int code) throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(http, SOCKET_IO, TestTokens.tokenFor(user, "investor"), 0)) {
            assertThat(socket.nextText()).startsWith("0{");
            socket.send(bytes(frame));
            assertThat(socket.closeCode()).isEqualTo(code);
        }
    }

    @Test
    void aBinaryFrameIsRefused() {
        WsClient client = signedIn(user);
        client.sendBinary((byte) 1, (byte) 2);
        assertThat(client.next("error").path("error").path("code").asInt()).isEqualTo(4100);
        assertStillServed(client);
    }

    @Test
    void aFrameThatIsTooLongIsRefusedAndOneBeyondAllBoundsEndsTheConnection() {
        WsClient client = signedIn(user);
        client.send("{'type':'emit','event':'" + "x".repeat(70_000) + "'}");
        assertThat(client.next("error").path("error").path("code").asInt()).isEqualTo(4108);
        assertStillServed(client);
        client.send("{'type':'emit','event':'" + "x".repeat(300_000) + "'}");
        assertThat(client.closed().code()).isEqualTo(1009);
    }

    /** In one frame, where a client's library would send a long message in several. */
    @ParameterizedTest
    @ValueSource(ints = {262_145, 300_000, 1_048_576})
    void oneFrameBeyondAllBoundsEndsTheConnectionWithTheCodeForIt(int bytes) throws IOException {
        try (RawWebSocket socket = RawWebSocket.open(http, TestTokens.tokenFor(user, "investor"))) {
            socket.sendText(bytes);
            assertThat(socket.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void whoKeepsSendingWhatIsNoFrameIsToldNotToComeBack() {
        WsClient client = signedIn(user);
        for (int i = 0; i < 9; i++) {
            client.send("nonsense");
            client.next("error");
        }
        // One good frame, and the count begins anew.
        assertStillServed(client);
        for (int i = 0; i < 10; i++) {
            client.send("nonsense");
        }
        assertThat(client.closed()).isEqualTo(new WsClient.Closed(4504, "too many bad frames"));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private void assertStillServed(WsClient client) {
        assertThat(client.untilNow()).isEmpty();
        publish(Room.user(user), "still-here");
        assertThat(client.next("event").path("event").asText()).isEqualTo("still-here");
    }
}
