package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
class SignInTest extends RealtimeTest {

    private final UUID user = Ids.newId();
    private final String token = TestTokens.tokenFor(user, "investor");

    @Test
    void byTheAuthorizationHeader() {
        JsonNode ready = connected("Authorization", "Bearer " + token).next("ready");
        assertThat(ready.path("userId").asText()).isEqualTo(user.toString());
        assertThat(ready.path("sid").asText()).isNotBlank();
        assertThat(Instant.parse(ready.path("expiresAt").asText())).isAfter(Instant.now());
        assertThat(ready.path("room").asText()).isEqualTo("user:" + user);
        assertThat(ready.path("offset").path("seq").asLong()).isZero();
    }

    @Test
    void byTheSubProtocolThatBrowsersCanSend() {
        String header = URLEncoder.encode("quarkus-http-upgrade#Authorization#Bearer " + token, StandardCharsets.UTF_8)
                .replace("+", "%20");
        WsClient client = keep(WsClient.connect(ws(), List.of("bearer-token-carrier", header)));
        assertThat(client.next("ready").path("userId").asText()).isEqualTo(user.toString());
        assertThat(client.protocol()).isEqualTo("bearer-token-carrier");
    }

    @Test
    void byTheFirstFrame() {
        WsClient client = connected();
        client.send("{'type':'auth','token':'" + token + "'}");
        assertThat(client.next("ready").path("userId").asText()).isEqualTo(user.toString());
    }

    @Test
    void framesSentBeforeTheAnswerAreServedAfterIt() {
        WsClient client = connected();
        client.send("{'type':'auth','token':'" + token + "'}");
        client.send("{'type':'emit','event':'subscribe_to_pitch','data':'" + Ids.newId() + "','id':5}");
        client.next("ready");
        assertThat(client.next("ack").path("error").path("reason").asText()).isEqualTo("not_found");
    }

    @Test
    void neverByTheQuery() {
        WsClient client = keep(WsClient.connect(ws("?token=" + token + "&access_token=" + token)));
        assertThat(client.closed().code()).isEqualTo(4500);
    }

    @Test
    void aConnectionWithoutATokenIsEndedAtTheDeadline() {
        assertThat(connected().closed()).isEqualTo(new WsClient.Closed(4500, "no token in time"));
    }

    @Test
    void whatIsAskedBeforeSigningInIsRefused() {
        WsClient client = connected();
        client.send("{'type':'emit','event':'subscribe_to_pitch','data':'" + Ids.newId() + "','id':1}");
        JsonNode error = client.next("ack").path("error");
        assertThat(error.path("code").asInt()).isEqualTo(4106);
        client.send("{'type':'auth','token':'" + token + "'}");
        client.next("ready");
    }

    static List<Function<UUID, String>> badTokens() {
        return List.of(
                user -> TestTokens.forgedTokenFor(user, "investor"),
                user -> TestTokens.tokenForAudience(user, "investor", "somebody-else"),
                user -> TestTokens.tokenOfIssuer(user, "investor", "https://elsewhere.example"),
                user -> TestTokens.expiredTokenForAudience(user, "investor", "somebody-else"),
                user -> TestTokens.tokenFor(user, "emperor"),
                user -> tampered(TestTokens.tokenFor(user, "investor")),
                user -> unsigned(TestTokens.tokenFor(user, "admin")),
                user -> TestTokens.tokenSignedByThePublicKey(user, "admin"),
                user -> "nonsense",
                user -> "a.b.c");
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aBadTokenIsRefusedInTheHeaderAndInTheFrame(Function<UUID, String> tokens) {
        String bad = tokens.apply(user);
        WsClient byHeader = connected("Authorization", "Bearer " + bad);
        WsClient byFrame = connected();
        byFrame.send("{'type':'auth','token':'" + bad + "'}");
        assertThat(byHeader.closed()).isEqualTo(new WsClient.Closed(4500, "invalid token"));
        assertThat(byFrame.closed()).isEqualTo(new WsClient.Closed(4500, "invalid token"));
    }

    @Test
    void anExpiredTokenHasItsOwnCode() {
        String expired = TestTokens.expiredTokenFor(user, "investor");
        assertThat(connected("Authorization", "Bearer " + expired).closed().code())
                .isEqualTo(4501);
    }

    @Test
    void anotherSchemeThanBearerIsRefused() {
        assertThat(connected("Authorization", "Basic YTpi").closed().code()).isEqualTo(4500);
    }

    @Test
    void theConnectionEndsWhenTheTokenExpires() {
        Brief brief = signedInBriefly(2);
        assertThat(brief.client().closed()).isEqualTo(new WsClient.Closed(4501, "token expired"));
        // The token has whole seconds.
        assertThat(Instant.now()).isAfter(brief.expiry().minusSeconds(1));
    }

    @Test
    void aNewTokenKeepsTheConnectionAndItsRooms() {
        Brief brief = null;
        Optional<JsonNode> renewed = Optional.empty();
        for (int seconds = 2; renewed.isEmpty(); seconds *= 2) {
            brief = signedInBriefly(seconds);
            brief.client().send("{'type':'auth','token':'" + token + "'}");
            renewed = brief.client().nextIfOpen();
        }
        Instant expiry = brief.expiry();
        assertThat(renewed.get().path("sid")).isEqualTo(brief.ready().path("sid"));
        assertThat(Instant.parse(renewed.get().path("expiresAt").asText())).isAfter(expiry);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(expiry.plusSeconds(1)));
        publish(Room.user(user), "still-here");
        brief.client().next("event");
    }

    private record Brief(WsClient client, JsonNode ready, Instant expiry) {}

    /** By a token that expires soon: after so many seconds, or more if the machine has too much to do for that. */
    private Brief signedInBriefly(int atLeast) {
        for (int seconds = atLeast; ; seconds *= 2) {
            Instant expiry = Instant.now().plusSeconds(seconds);
            WsClient client =
                    connected("Authorization", "Bearer " + TestTokens.tokenExpiringAt(user, "investor", expiry));
            Optional<JsonNode> ready = client.nextIfOpen();
            if (ready.isPresent()) {
                return new Brief(client, ready.get(), expiry);
            }
        }
    }

    /** Nobody is let in by what has ended, and who is in stays by what counts still. */
    @Test
    void aTokenThatHasExpiredIsNotTakenAgain() {
        Instant expiry = Instant.now().plusSeconds(1);
        String brief = TestTokens.tokenExpiringAt(user, "investor", expiry);
        WsClient client = signedIn(user);
        await().atMost(PATIENCE).until(() -> Instant.now().isAfter(expiry.plusSeconds(1)));
        assertThat(connected("Authorization", "Bearer " + brief).closed().code())
                .isEqualTo(4501);
        client.send("{'type':'auth','token':'" + brief + "'}");
        assertThat(client.next("error").path("error").path("code").asInt()).isEqualTo(4109);
        assertThat(client.untilNow()).isEmpty();
    }

    @Test
    void aRenewalIsForTheSameUserWithAValidToken() {
        WsClient client = signedIn(user);
        client.send("{'type':'auth','token':'" + TestTokens.tokenFor(Ids.newId(), "investor") + "'}");
        assertThat(client.next("error").path("error").path("reason").asText()).isEqualTo("other_user");
        client.send("{'type':'auth','token':'" + TestTokens.forgedTokenFor(user, "investor") + "'}");
        assertThat(client.next("error").path("error").path("reason").asText()).isEqualTo("invalid_token");
        assertThat(client.untilNow()).isEmpty();
    }

    @Test
    void anotherRoleMeansAnotherConnection() {
        WsClient client = signedIn(user, "admin");
        client.send("{'type':'auth','token':'" + token + "'}");
        assertThat(client.closed().code()).isEqualTo(4011);
    }

    @Test
    void aForeignOriginIsToldNotToReconnect() {
        WsClient foreign = connected("Origin", "https://evil.example", "Authorization", "Bearer " + token);
        assertThat(foreign.closed()).isEqualTo(new WsClient.Closed(4503, "origin not allowed"));
        assertThat(connected("Origin", "null", "Authorization", "Bearer " + token)
                        .closed()
                        .code())
                .isEqualTo(4503);
        connected("Origin", "http://localhost:5173", "Authorization", "Bearer " + token)
                .next("ready");
        connected("Origin", "http://" + http.getAuthority(), "Authorization", "Bearer " + token)
                .next("ready");
    }

    private static String tampered(String token) {
        int middle = token.indexOf('.') + 10;
        char changed = token.charAt(middle) == 'A' ? 'B' : 'A';
        return token.substring(0, middle) + changed + token.substring(middle + 1);
    }

    private static String unsigned(String token) {
        String header = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));
        return header + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);
    }
}
