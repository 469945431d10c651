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
        Instant expiry = Instant.now().plusSeconds(2);
        WsClient client = connected("Authorization", "Bearer " + TestTokens.tokenExpiringAt(user, "investor", expiry));
        client.next("ready");
        assertThat(client.closed()).isEqualTo(new WsClient.Closed(4501, "token expired"));
        assertThat(Instant.now()).isBetween(expiry.minusSeconds(1), expiry.plusSeconds(3));
    }

    @Test
    void aNewTokenKeepsTheConnectionAndItsRooms() {
        Instant expiry = Instant.now().plusSeconds(3);
        WsClient client = connected("Authorization", "Bearer " + TestTokens.tokenExpiringAt(user, "investor", expiry));
        JsonNode first = client.next("ready");
        client.send("{'type':'auth','token':'" + token + "'}");
        JsonNode renewed = client.next("ready");
        assertThat(renewed.path("sid")).isEqualTo(first.path("sid"));
        assertThat(Instant.parse(renewed.path("expiresAt").asText())).isAfter(expiry);
        await().until(() -> Instant.now().isAfter(expiry.plusSeconds(1)));
        publish(Room.user(user), "still-here");
        client.next("event");
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
