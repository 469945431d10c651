package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs can do over REST. */
@QuarkusTest
class ServerSideTest extends RealtimeTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final UUID user = Ids.newId();
    private final String service = TestTokens.tokenFor(Ids.newId(), "service");

    private record Answer(int status, String type, JsonNode body) {}

    @Test
    void publishesToARoomOnce() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        WsClient client = signedIn(user);
        client.call("subscribe_to_pitch", pitch);
        String path = "rooms/pitch:" + pitch + "/events";
        String event = "{\"id\":\"" + Ids.newId() + "\",\"event\":\"pitch:funded\",\"data\":{\"a\":[1,\"ü\"]}}";
        Answer first = post(path, service, event);
        Answer again = post(path, service, event);
        assertThat(first.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        JsonNode heard = client.next("event");
        assertThat(heard.path("id")).isEqualTo(first.body().path("id"));
        assertThat(heard.path("event").asText()).isEqualTo("pitch:funded");
        assertThat(heard.path("data").toString()).isEqualTo("{\"a\":[1,\"ü\"]}");
        assertThat(client.untilNow()).isEmpty();
    }

    @Test
    void publishesToAUser() {
        WsClient client = signedIn(user);
        assertThat(post("users/" + user + "/events", service, "{\"event\":\"hello\"}")
                        .status())
                .isEqualTo(202);
        JsonNode heard = client.next("event");
        assertThat(heard.path("room").asText()).isEqualTo("user:" + user);
        assertThat(heard.path("data").isObject()).isTrue();
    }

    @Test
    void endsAUsersConnections() {
        WsClient phone = signedIn(user);
        WsClient laptop = signedIn(user);
        WsClient other = signedIn(Ids.newId());
        Answer answer = post("users/" + user + "/disconnect", service, "");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("nodes").asInt()).isEqualTo(1);
        assertThat(phone.closed().code()).isEqualTo(4505);
        assertThat(laptop.closed().code()).isEqualTo(4505);
        assertThat(other.untilNow()).isEmpty();
        // Not a ban.
        signedIn(user);
    }

    @Test
    void listsRoomsWithTheirConnections() {
        signedIn(user);
        signedIn(user);
        WsClient admin = signedIn(Ids.newId(), "admin");
        String asAdmin = TestTokens.tokenFor(Ids.newId(), "admin");
        await().atMost(PATIENCE)
                .until(() -> get("rooms/user:" + user, asAdmin)
                                .body()
                                .path("connections")
                                .asInt()
                        == 2);
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = get("rooms?limit=1&after=" + after, service).body();
            page.path("rooms").forEach(room -> seen.add(room.path("room").asText()));
            after = page.path("next").asText("");
        } while (!after.isEmpty());
        assertThat(seen).contains("user:" + user, "admin:alerts").isSorted().doesNotHaveDuplicates();
        assertThat(admin.isOpen()).isTrue();
    }

    @Test
    void tellsOfOneRoom() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        for (int i = 0; i < 2; i++) {
            signedIn(user).call("subscribe_to_pitch", pitch);
        }
        publish(Room.pitch(pitch), "one", "two");
        String path = "rooms/pitch:" + pitch;
        await().atMost(PATIENCE)
                .until(() -> get(path, service).body().path("users").asInt() == 1
                        && get(path, service).body().path("connections").asInt() == 2);
        JsonNode room = get(path, service).body();
        assertThat(room.path("present").get(0).asText()).isEqualTo(user.toString());
        assertThat(room.path("offset").path("seq").asInt()).isEqualTo(2);
    }

    @Test
    void onlyServicesWriteAndAdministratorsRead() {
        String investor = TestTokens.tokenFor(user, "investor");
        String admin = TestTokens.tokenFor(user, "admin");
        String path = "users/" + user + "/events";
        assertProblem(post(path, null, "{\"event\":\"x\"}"), 401, "token-missing");
        assertProblem(post(path, TestTokens.forgedTokenFor(user, "service"), "{}"), 401, "token-invalid");
        assertProblem(post(path, investor, "{\"event\":\"x\"}"), 403, "forbidden");
        assertProblem(post(path, admin, "{\"event\":\"x\"}"), 403, "forbidden");
        assertProblem(post("users/" + user + "/disconnect", admin, ""), 403, "forbidden");
        assertProblem(get("rooms", investor), 403, "forbidden");
        assertThat(get("rooms", admin).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"event\":7}",
                "{\"event\":\"\"}",
                "{\"event\":\"disconnect\"}",
                "{\"event\":\"rights:changed\"}",
                "{\"event\":\"x\",\"data\":[]}",
                "{\"event\":\"x\",\"id\":\"1\"}",
                "{\"event\":\"x\",\"room\":\"user:1\"}"
            })
    void whatIsNoEventIsRefused(String body) {
        assertProblem(post("users/" + user + "/events", service, body), 422, "validation-failed");
    }

    @Test
    void whatIsWrongBesidesIsAProblemToo() {
        String path = "users/" + user + "/events";
        assertProblem(post(path, service, "{\"event\":"), 400, "malformed-json");
        assertProblem(post(path, service, "[".repeat(100)), 400, "malformed-json");
        assertProblem(
                post(path, service, "{\"event\":\"x\",\"data\":{\"a\":\"" + "x".repeat(70_000) + "\"}}"),
                413,
                "body-too-large");
        assertProblem(post("rooms/everybody/events", service, "{\"event\":\"x\"}"), 422, "validation-failed");
        assertProblem(post("rooms/pitch:1/events", service, "{\"event\":\"x\"}"), 422, "validation-failed");
        assertProblem(get("rooms/user:1", service), 422, "validation-failed");
        assertProblem(get("rooms?limit=1000", service), 422, "validation-failed");
        assertProblem(get("nothing", service), 404, "not-found");
        assertProblem(get(path, service), 405, "method-not-allowed");
    }

    private Answer post(String path, String token, String body) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer get(String path, String token) {
        return send(request(path, token).GET());
    }

    private HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(http + "api/realtime/" + path))
                .timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    JSON.readTree(answer.body()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.body().path("code").asText()).isEqualTo(code);
        assertThat(answer.body().path("status").asInt()).isEqualTo(status);
    }
}
