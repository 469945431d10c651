package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomKeys;
import io.angelwire.testing.Investing;
import io.angelwire.testing.TestTokens;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as unmodified {@code socket.io-client}s see it. */
@QuarkusTest
class SocketIoTest extends RealtimeTest {

    private static NodeClients js;
    private static int clients;

    private final UUID user = Ids.newId();

    @BeforeAll
    static void startNode() {
        js = new NodeClients();
    }

    @AfterAll
    static void stopNode() {
        js.close();
    }

    private String url() {
        return "http://" + http.getAuthority();
    }

    private String open(String token, Map<String, ?> more) {
        String client = "client-" + clients++;
        Map<String, Object> options = new java.util.HashMap<>(more);
        options.put("reconnectionDelay", 50);
        options.put("reconnectionDelayMax", 200);
        if (token != null) {
            options.put("auth", Map.of("token", token));
        }
        js.open(client, url(), options);
        return client;
    }

    private String connected(UUID who, String role) {
        String client = open(TestTokens.tokenFor(who, role), Map.of("transports", List.of("websocket")));
        assertThat(js.next(client, "connect").path("recovered").asBoolean()).isFalse();
        return client;
    }

    /** Comes back when it is told to. */
    private String connectedOnce() {
        String client = open(
                TestTokens.tokenFor(user, "investor"),
                Map.of("transports", List.of("websocket"), "reconnection", false));
        js.next(client, "connect");
        return client;
    }

    private UUID publishedPitch() {
        return Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
    }

    // ---- connecting

    @Test
    void byDefaultAClientStartsWithPollingAndMovesToAWebSocket() {
        String client = open(TestTokens.tokenFor(user, "investor"), Map.of());
        JsonNode connect = js.next(client, "connect");
        assertThat(connect.path("sid").asText()).hasSize(20);
        JsonNode ready = js.event(client, "ready");
        assertThat(ready.path(0).path("userId").asText()).isEqualTo(user.toString());
        assertThat(ready.path(0).path("sid")).isEqualTo(connect.path("sid"));
        assertThat(Instant.parse(ready.path(0).path("expiresAt").asText())).isAfter(Instant.now());
        assertThat(ready.path(1).asText()).contains(":");
        assertThat(js.next(client + "/engine", "upgrade").path("transport").asText())
                .isEqualTo("websocket");
        publish(Room.user(user), "notification");
        assertThat(js.event(client, "notification").path(0).path("said").asText())
                .isEqualTo("notification");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "polling"})
    void aClientMayKeepToOneTransport(String transport) {
        UUID pitch = publishedPitch();
        String client = open(TestTokens.tokenFor(user, "investor"), Map.of("transports", List.of(transport)));
        assertThat(js.next(client, "connect").path("transport").asText()).isEqualTo(transport);
        assertThat(js.call(client, "subscribe_to_pitch", pitch)
                        .path(0)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        publish(Room.pitch(pitch), "one", "two", "three");
        for (String name : List.of("one", "two", "three")) {
            assertThat(js.event(client, name).path(0).path("said").asText()).isEqualTo(name);
        }
    }

    @Test
    void theTokenMayComeInTheHeader() {
        String client = open(
                null,
                Map.of("extraHeaders", Map.of("Authorization", "Bearer " + TestTokens.tokenFor(user, "investor"))));
        js.next(client, "connect");
    }

    @Test
    void theErrorsAtConnectAreTheDescriptions() {
        assertRefused(open(null, Map.of()), "Authentication token required", 4500);
        assertRefused(open("", Map.of()), "Authentication token required", 4500);
        assertRefused(open("not a token", Map.of()), "Invalid token", 4500);
        assertRefused(open(TestTokens.forgedTokenFor(user, "investor"), Map.of()), "Invalid token", 4500);
        assertRefused(open(TestTokens.expiredTokenFor(user, "investor"), Map.of()), "Invalid token", 4501);
        assertRefused(open(TestTokens.tokenForAudience(user, "investor", "another"), Map.of()), "Invalid token", 4500);
    }

    private void assertRefused(String client, String message, int code) {
        JsonNode error = js.next(client, "connect_error");
        assertThat(error.path("message").asText()).isEqualTo(message);
        assertThat(error.path("data").path("code").asInt()).isEqualTo(code);
    }

    @Test
    void aUserHasOnlySoManyConnectionsInAllProtocols() {
        for (int i = 0; i < 2; i++) {
            connected(user, "investor");
            signedIn(user);
        }
        assertRefused(
                open(TestTokens.tokenFor(user, "investor"), Map.of("transports", List.of("websocket"))),
                "Too many connections",
                4508);
    }

    @Test
    void pagesOfOtherOriginsAreRefused() {
        String client = open(
                TestTokens.tokenFor(user, "investor"),
                Map.of("extraHeaders", Map.of("Origin", "https://evil.example")));
        assertThat(js.next(client, "connect_error").path("message").asText()).isEqualTo("xhr poll error");
        js.run("close", client);
        String byWebSocket = open(
                TestTokens.tokenFor(user, "investor"),
                Map.of("transports", List.of("websocket"), "extraHeaders", Map.of("Origin", "https://evil.example")));
        assertThat(js.next(byWebSocket, "connect_error").path("message").asText())
                .isEqualTo("websocket error");
        js.run("close", byWebSocket);
    }

    // ---- events

    @Test
    void twoClientsInARoomHearTheSameInTheSameOrder() {
        UUID pitch = publishedPitch();
        String one = connected(user, "investor");
        String other = connected(Ids.newId(), "investor");
        WsClient plain = signedIn(Ids.newId());
        JsonNode ack = js.call(one, "subscribe_to_pitch", pitch);
        assertThat(ack.path(0).path("data").path("pitchId").asText()).isEqualTo(pitch.toString());
        assertThat(ack.path(0).path("room").asText()).isEqualTo("pitch:" + pitch);
        assertThat(ack.path(0).path("offset").path("seq").asLong()).isZero();
        js.call(other, "subscribe_to_pitch", Map.of("pitchId", pitch));
        plain.call("subscribe_to_pitch", pitch);

        publish(Room.pitch(pitch), "first", "second");

        for (String name : List.of("first", "second")) {
            JsonNode seen = js.event(one, name);
            assertThat(seen.size()).isEqualTo(2);
            assertThat(js.event(other, name)).isEqualTo(seen);
            JsonNode inPlain = plain.next("event");
            assertThat(inPlain.path("data")).isEqualTo(seen.path(0));
            assertThat(seen.path(1).asText())
                    .isEqualTo(inPlain.path("offset").path("epoch").asText() + ":"
                            + inPlain.path("offset").path("seq").asLong());
        }

        assertThat(js.call(one, "unsubscribe_from_pitch", pitch)
                        .path(0)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        publish(Room.pitch(pitch), "third");
        publish(Room.user(user), "mine");
        js.event(one, "mine");
        js.event(other, "third");
    }

    @Test
    void peopleChatAndSeeEachOtherType() {
        Investing.Person founder = Investing.person(Role.FOUNDER);
        Investing.Person investor = Investing.person(Role.INVESTOR);
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        String reading = connected(founder.id(), "founder");
        String writing = connected(investor.id(), "investor");
        js.call(reading, "subscribe_to_pitch", pitch);
        js.call(writing, "subscribe_to_pitch", pitch);

        js.call(writing, "typing", Map.of("pitchId", pitch));
        JsonNode ack = js.call(writing, "send_message", Map.of("pitchId", pitch, "content", "How many?"));

        JsonNode typing = js.event(reading, "typing");
        assertThat(typing).hasSize(1);
        assertThat(typing.path(0).path("typing").path("user_id").asText())
                .isEqualTo(investor.id().toString());
        JsonNode message = js.event(reading, "new_message");
        assertThat(message).hasSize(2);
        assertThat(message.path(0).path("message").path("content").asText()).isEqualTo("How many?");
        assertThat(message.path(0).path("message"))
                .isEqualTo(ack.path(0).path("data").path("message"));
    }

    @Test
    void aRightThatEndsIsToldAndTheRoomIsLeft() {
        UUID pitch = publishedPitch();
        String client = connected(user, "investor");
        js.call(client, "subscribe_to_pitch", pitch);
        QuarkusTransaction.requiringNew()
                .run(() -> Pitch.update("status = ?1 where id = ?2", PitchStatus.DRAFT, pitch));
        JsonNode left = js.event(client, "left").path(0);
        assertThat(left.path("room").asText()).isEqualTo("pitch:" + pitch);
        assertError(left.path("error"), 4105, "not_found");
    }

    @Test
    void whatIsRefusedIsSaidInTheAckOrInAnErrorEvent() {
        UUID draft = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.DRAFT);
        String client = connected(user, "investor");
        assertError(js.call(client, "subscribe_to_pitch", draft).path(0).path("error"), 4105, "not_found");
        assertError(js.call(client, "subscribe_to_pitch", "*").path(0).path("error"), 4104, "bad_field");
        assertError(js.call(client, "subscribe_to_pitch").path(0).path("error"), 4104, "bad_field");
        assertError(
                js.call(client, "subscribe_to_pitch", Map.of("$binary", "AQID"))
                        .path(0)
                        .path("error"),
                4104,
                "bad_field");
        assertError(js.call(client, "subscribe_to_all").path(0).path("error"), 4102, "unknown_event");
        assertError(js.call(client, "join_investment_room", Ids.newId()).path(0).path("error"), 4103, "not_a_party");
        assertError(
                js.call(client, "subscribe_to_pitch", "x".repeat(65_536))
                        .path(0)
                        .path("error"),
                4108,
                "too_large");
        js.emit(client, "subscribe_to_pitch", draft);
        assertError(js.event(client, "error").path(0), 4105, "not_found");
    }

    private static void assertError(JsonNode error, int code, String reason) {
        assertThat(error.path("code").asInt()).isEqualTo(code);
        assertThat(error.path("reason").asText()).isEqualTo(reason);
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("retry").asBoolean(true)).isFalse();
    }

    @Test
    void theDescriptionsStoreWorksUnmodified() {
        UUID pitch = publishedPitch();
        String store = "store";
        js.openStore(store, url());
        js.action(store, "connect", TestTokens.tokenFor(user, "investor"));
        assertThat(js.next(store, "state").path("isConnected").asBoolean()).isTrue();
        js.action(store, "subscribeToPitch", pitch);
        assertThat(js.next(store, "state").path("subscriptions").path(0).asText())
                .isEqualTo(pitch.toString());
        // The store asks for no acknowledgement: the join is confirmed by an event.
        js.event(store, "subscribed_to_pitch");
        publish(RealtimeEvent.of(Room.user(user), "notification", Map.of("notification", Map.of("title", "hello"))));
        assertThat(js.next(store, "addNotification").path("value").path("title").asText())
                .isEqualTo("hello");
        publish(RealtimeEvent.of(Room.pitch(pitch), "new_message", Map.of("message", Map.of("content", "hi"))));
        assertThat(js.next(store, "addMessage").path("value").path("content").asText())
                .isEqualTo("hi");
        js.action(store, "disconnect");
        assertThat(js.next(store, "state").path("isConnected").asBoolean(true)).isFalse();
    }

    private void publish(RealtimeEvent event) {
        publish(List.of(event));
    }

    @Test
    void aTokenIsRenewedInPlace() {
        Instant expiry = Instant.now().plusSeconds(20);
        String client =
                open(TestTokens.tokenExpiringAt(user, "investor", expiry), Map.of("transports", List.of("websocket")));
        js.next(client, "connect");
        js.event(client, "ready");
        js.emit(client, "auth", Map.of("token", TestTokens.tokenFor(user, "investor")));
        assertThat(Instant.parse(
                        js.event(client, "ready").path(0).path("expiresAt").asText()))
                .isAfter(expiry);
        js.emit(client, "auth", TestTokens.forgedTokenFor(user, "investor"));
        assertError(js.event(client, "error").path(0), 4109, "invalid_token");

        Instant later = Instant.now().plusSeconds(7_200);
        JsonNode ack = js.call(client, "auth", TestTokens.tokenExpiringAt(user, "investor", later))
                .path(0);
        assertThat(ack.path("ok").asBoolean()).isTrue();
        assertThat(Instant.parse(ack.path("data").path("expiresAt").asText())).isAfter(later.minusSeconds(2));
        assertError(
                js.call(client, "auth", TestTokens.tokenFor(Ids.newId(), "investor"))
                        .path(0)
                        .path("error"),
                4110,
                "other_user");
        assertError(js.call(client, "auth", 7).path(0).path("error"), 4104, "bad_field");
    }

    // ---- the end

    @Test
    void whoseTokenExpiresIsDisconnectedAndDoesNotComeBackByItself() {
        String client = null;
        for (int seconds = 2; client == null; seconds *= 2) {
            String brief = open(
                    TestTokens.tokenExpiringAt(user, "investor", Instant.now().plusSeconds(seconds)), Map.of());
            // On a busy machine it may have expired before it is read.
            if (js.nextOf(brief, "connect", "connect_error")
                    .path("event")
                    .asText()
                    .equals("connect")) {
                client = brief;
            }
        }
        assertThat(js.event(client, "error").path(0).path("code").asInt()).isEqualTo(4501);
        JsonNode gone = js.next(client, "disconnect");
        assertThat(gone.path("reason").asText()).isEqualTo("io server disconnect");
        assertThat(gone.path("active").asBoolean(true)).isFalse();
    }

    @Test
    void whenTheNodeGoesClientsComeBackAndMissNothing() {
        UUID pitch = publishedPitch();
        String client = connected(user, "investor");
        js.call(client, "subscribe_to_pitch", pitch);
        publish(Room.pitch(pitch), "before");
        js.event(client, "before");

        node.takeLeave();
        publish(Room.pitch(pitch), "meanwhile");

        assertThat(js.event(client, "goodbye").path(0).path("afterMillis")).hasSize(2);
        assertThat(js.next(client, "disconnect").path("active").asBoolean()).isTrue();
        assertThat(js.next(client, "connect").path("recovered").asBoolean()).isTrue();
        js.event(client, "meanwhile");
    }

    // ---- recovery

    @Test
    void whoseConnectionBreaksGetsItsRoomsAndWhatItMissed() {
        UUID pitch = publishedPitch();
        UUID left = publishedPitch();
        String client = connected(user, "investor");
        js.call(client, "subscribe_to_pitch", pitch);
        js.call(client, "subscribe_to_pitch", left);
        publish(Room.pitch(left), "left");
        js.event(client, "left");
        publish(Room.pitch(pitch), "seen");
        js.event(client, "seen");
        js.call(client, "unsubscribe_from_pitch", left);

        js.run("cut", client);
        // Before that it misses nothing.
        assertThat(js.next(client, "disconnect").path("reason").asText()).isEqualTo("transport close");
        publish(Room.pitch(pitch), "missed-1", "missed-2");
        publish(Room.user(user), "missed-3");
        publish(Room.pitch(left), "unheard");

        // Events that were missed may come before the connect; the reports then hold them behind it.
        JsonNode connect = js.next(client, "connect");
        assertThat(connect.path("recovered").asBoolean()).isTrue();
        List<String> missed = List.of(
                js.next(client, "event").path("name").asText(),
                js.next(client, "event").path("name").asText(),
                js.next(client, "event").path("name").asText(),
                js.next(client, "event").path("name").asText());
        assertThat(missed).containsExactlyInAnyOrder("ready", "missed-1", "missed-2", "missed-3");
        assertThat(missed.indexOf("missed-1")).isLessThan(missed.indexOf("missed-2"));
        publish(Room.pitch(pitch), "live");
        js.event(client, "live");
    }

    @Test
    void recoveryWorksAgainAndAgainAndBeforeAnyEvent() {
        String client = connected(user, "investor");
        for (int i = 0; i < 3; i++) {
            js.run("cut", client);
            js.next(client, "disconnect");
            publish(Room.user(user), "event-" + i);
            assertThat(js.next(client, "connect").path("recovered").asBoolean()).isTrue();
            assertThat(js.event(client, "event-" + i).size()).isEqualTo(2);
        }
    }

    @Test
    void aHistoryThatDoesNotReachBackMeansToStartAnew() {
        String client = connectedOnce();
        publish(Room.user(user), "seen");
        js.event(client, "seen");
        js.run("cut", client);
        js.next(client, "disconnect");
        // As after a restart of Redis without its data, seen by whoever comes back.
        send(Command.DEL, RoomKeys.head(Room.user(user)), RoomKeys.history(Room.user(user)));
        js.run("connect", client);
        assertThat(js.next(client, "connect").path("recovered").asBoolean(true)).isFalse();
        publish(Room.user(user), "new");
        js.event(client, "new");
    }

    @Test
    void rightsThatEndedMeanwhileAreNotRecovered() {
        UUID pitch = publishedPitch();
        String client = connectedOnce();
        js.call(client, "subscribe_to_pitch", pitch);
        WsClient otherTab = signedIn(user);
        otherTab.call("subscribe_to_pitch", pitch);
        js.run("cut", client);
        js.next(client, "disconnect");
        QuarkusTransaction.requiringNew()
                .run(() -> Pitch.update("status = ?1 where id = ?2", PitchStatus.DRAFT, pitch));
        // A decision is remembered for a moment; the user's other tab tells when it is looked at again.
        otherTab.next("left");
        js.run("connect", client);
        assertThat(js.next(client, "connect").path("recovered").asBoolean(true)).isFalse();
        publish(Room.pitch(pitch), "secret");
        publish(Room.user(user), "mine");
        js.event(client, "mine");
    }

    @Test
    void whoLeavesByItselfIsNotRecovered() {
        String client = connected(user, "investor");
        js.run("close", client);
        assertThat(js.next(client, "disconnect").path("reason").asText()).isEqualTo("io client disconnect");
        js.run("connect", client);
        assertThat(js.next(client, "connect").path("recovered").asBoolean(true)).isFalse();
    }

    @Test
    void aConnectionWhoseEndWasNotNoticedGivesWayToTheNewOne() {
        String old = open(
                TestTokens.tokenFor(user, "investor"),
                Map.of("transports", List.of("websocket"), "reconnection", false));
        JsonNode first = js.next(old, "connect");
        String offset = js.event(old, "ready").path(1).asText();
        publish(Room.user(user), "first");
        js.event(old, "first");

        String next = back(TestTokens.tokenFor(user, "investor"), first, offset);

        JsonNode second = js.next(next, "connect");
        assertThat(second.path("sid")).isEqualTo(first.path("sid"));
        assertThat(second.path("pid")).isEqualTo(first.path("pid"));
        js.event(next, "first");
        assertThat(js.next(old, "disconnect").path("reason").asText()).isEqualTo("transport close");
        publish(Room.user(user), "second");
        js.event(next, "second");
    }

    @Test
    void anotherUserDoesNotGetTheSession() {
        String client = open(TestTokens.tokenFor(user, "investor"), Map.of("transports", List.of("websocket")));
        JsonNode first = js.next(client, "connect");
        String offset = js.event(client, "ready").path(1).asText();

        String thief = back(TestTokens.tokenFor(Ids.newId(), "investor"), first, offset);

        assertThat(js.next(thief, "connect").path("sid")).isNotEqualTo(first.path("sid"));
        publish(Room.user(user), "private");
        js.event(client, "private");
    }

    private String back(String token, JsonNode earlier, String offset) {
        return open(
                null,
                Map.of(
                        "transports",
                        List.of("websocket"),
                        "auth",
                        Map.of("token", token, "pid", earlier.path("pid").asText(), "offset", offset)));
    }
}
