package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever takes more than its share is told so or let go, and nobody else notices. */
@QuarkusTest
class LimitsTest extends RealtimeTest {

    private final UUID user = Ids.newId();

    @Test
    void aUserHasSoManyConnectionsAndGetsAPlaceBack() {
        List<WsClient> four = Stream.generate(() -> signedIn(user)).limit(4).toList();
        WsClient fifth = connected("Authorization", "Bearer " + TestTokens.tokenFor(user, "investor"));
        assertThat(fifth.closed().code()).isEqualTo(4508);
        assertThat(four).allMatch(WsClient::isOpen);
        four.get(0).close();
        await().atMost(PATIENCE).until(() -> node.connections(user) == 3);
        signedIn(user);
    }

    @Test
    void aConnectionIsInSoManyRooms() {
        Person founder = Investing.person(Role.FOUNDER);
        WsClient client = signedIn(user);
        // Its own room is one of the twelve.
        for (int i = 0; i < 11; i++) {
            assertThat(client.call("subscribe_to_pitch", Investing.pitch(founder, PitchStatus.PUBLISHED))
                            .path("ok")
                            .asBoolean())
                    .isTrue();
        }
        UUID oneMore = Investing.pitch(founder, PitchStatus.PUBLISHED);
        assertThat(client.call("subscribe_to_pitch", oneMore)
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(4107);
    }

    @Test
    void whoSendsTooMuchIsLetGo() {
        WsClient other = signedIn(Ids.newId());
        WsClient client = signedIn(user);
        ping(client, 400);
        assertThat(client.closed().code()).isEqualTo(4009);
        assertThat(other.untilNow()).isEmpty();
        signedIn(user);
    }

    /** An acknowledgement is a message too, though nobody has asked for it. */
    @ParameterizedTest
    @ValueSource(strings = {"42[\"x\"]", "430[]"})
    void whoSendsTooMuchOverSocketIoIsLetGo(String packet) throws IOException {
        WsClient other = signedIn(Ids.newId());
        String path = "/socket.io/?EIO=4&transport=websocket";
        try (RawWebSocket socket = RawWebSocket.open(http, path, TestTokens.tokenFor(user, "investor"), 0)) {
            socket.sendText("40");
            await().atMost(PATIENCE).until(() -> connections(user) == 1);
            for (int i = 0; i < 400; i++) {
                socket.sendText(packet);
            }
            assertThat(socket.closeCode()).isIn(1000, 1006);
        }
        await().atMost(PATIENCE).until(() -> connections(user) == 0);
        assertThat(other.untilNow()).isEmpty();
    }

    @Test
    void whoJoinsTenThousandTimesIsLetGo() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        WsClient other = signedIn(Ids.newId());
        other.call("subscribe_to_pitch", pitch);
        WsClient client = signedIn(user);
        String join = "{'type':'emit','event':'subscribe_to_pitch','id':1,'data':'";
        sendUntilClosed(client, 10_000, () -> join + Ids.newId() + "'}");
        assertThat(client.closed().code()).isEqualTo(4009);
        publish(Room.pitch(pitch), "heard");
        assertThat(other.next("event").path("event").asText()).isEqualTo("heard");
        assertThat(other.untilNow()).isEmpty();
    }

    @Test
    void aUsersConnectionsShareARate() {
        List<WsClient> all = Stream.generate(() -> signedIn(user)).limit(4).toList();
        for (WsClient client : all) {
            ping(client, 190);
        }
        await().atMost(PATIENCE).until(() -> all.stream().anyMatch(client -> !client.isOpen()));
        WsClient closed =
                all.stream().filter(client -> !client.isOpen()).findFirst().orElseThrow();
        assertThat(closed.closed().code()).isEqualTo(4009);
    }

    @Test
    void whoNeverReadsIsLetGoAndTheOthersGetEverything() throws IOException {
        WsClient reading = signedIn(user);
        JsonNode last = null;
        try (RawWebSocket stalled = RawWebSocket.open(http, TestTokens.tokenFor(user, "investor"), 4_096)) {
            await().atMost(PATIENCE).until(() -> connections(user) == 2);
            String text = "x".repeat(60_000);
            for (int i = 0; i < 200 && connections(user) > 1; i++) {
                publish(List.of(
                        new RealtimeEvent(Ids.newId(), Room.user(user), "big", Map.of("number", i, "text", text))));
                JsonNode event = reading.next("event");
                assertThat(event.path("data").path("number").asInt()).isEqualTo(i);
                last = event.path("offset");
            }
            await().atMost(PATIENCE).until(() -> connections(user) == 1);
        }
        assertThat(reading.untilNow()).isEmpty();

        // It comes back, and gets all of it at its pace.
        WsClient back = keep(WsClient.connect(
                ws("?since=" + last.path("epoch").asText() + ",0"),
                "Authorization",
                "Bearer " + TestTokens.tokenFor(user, "investor")));
        assertThat(back.next("ready").path("recovered").asBoolean()).isTrue();
        for (int i = 0; i < last.path("seq").asInt(); i++) {
            assertThat(back.next("event").path("data").path("number").asInt()).isEqualTo(i);
        }
        assertThat(back.untilNow()).isEmpty();
    }

    @Test
    void aPeerThatVanishedIsNoticed() throws IOException {
        WsClient other = signedIn(user);
        try (RawWebSocket silent = RawWebSocket.open(http, TestTokens.tokenFor(user, "investor"))) {
            await().atMost(PATIENCE).until(() -> connections(user) == 1);
            assertThat(silent.closeCode()).isEqualTo(4013);
        }
        assertThat(other.untilNow()).isEmpty();
    }

    @Test
    void whoDoesNotSignInIsTurnedAwayWhenThereAreManyOfThem() {
        WsClient signedInBefore = signedIn(user);
        WebSocketHandshakeException refused = null;
        for (int i = 0; i < 200 && refused == null; i++) {
            try {
                connected();
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(WebSocketHandshakeException.class);
                refused = (WebSocketHandshakeException) e.getCause();
            }
        }
        assertThat(refused).isNotNull();
        assertThat(refused.getResponse().statusCode()).isEqualTo(503);
        assertThat(refused.getResponse().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(signedInBefore.untilNow()).isEmpty();
        // They are let go at the deadline, and there is room again.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> signedIn(user).isOpen());
    }

    private static void ping(WsClient client, int times) {
        sendUntilClosed(client, times, () -> "{'type':'ping'}");
    }

    private static void sendUntilClosed(WsClient client, int times, Supplier<String> frame) {
        try {
            for (int i = 0; i < times; i++) {
                client.send(frame.get());
            }
        } catch (CompletionException e) {
            // Closed on the way.
        }
    }

    private long connections(UUID id) {
        return node.connections(id);
    }
}
