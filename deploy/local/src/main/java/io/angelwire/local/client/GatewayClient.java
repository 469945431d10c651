package io.angelwire.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Calls the gateway's REST API as a frontend would. */
public final class GatewayClient {

    /** The published pitch that the demo data contains. */
    public static final UUID DEMO_PITCH = UUID.fromString("01980000-0000-7000-8000-000000000021");

    private final URI gateway;
    private final JsonHttp http = new JsonHttp();

    public GatewayClient(URI gateway) {
        this.gateway = gateway;
    }

    /** @param role investor, founder or admin */
    public Session signIn(String role) {
        JsonNode answer = http.post(gateway.resolve("/api/demo/sign-in"), Map.of(), Map.of("role", role), 200)
                .body();
        JsonNode user = answer.path("user");
        return new Session(
                UUID.fromString(user.path("id").asText()),
                user.path("name").asText(),
                user.path("email").asText(),
                role,
                answer.path("token").asText());
    }

    public JsonNode pitch(Session session, UUID id) {
        return http.get(gateway.resolve("/api/pitches/" + id), authorization(session));
    }

    /** Invests in the demo pitch by bank transfer, in US dollars. */
    public Investment invest(Session investor, String amount) {
        Map<String, String> headers = new HashMap<>(authorization(investor));
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        Map<String, Object> body = Map.of(
                "pitchId",
                DEMO_PITCH.toString(),
                "amount",
                new BigDecimal(amount),
                "currency",
                "USD",
                "paymentMethod",
                "BANK_TRANSFER");
        JsonHttp.Answer answer = http.post(gateway.resolve("/api/investments"), headers, body, 201);
        Investment investment = investment(answer.body());
        String location = answer.location();
        if (location == null || !location.endsWith("/api/investments/" + investment.id())) {
            throw new UnexpectedAnswerException("The Location of the new investment is wrong: " + location);
        }
        return investment;
    }

    public Investment investment(Session session, UUID id) {
        return investment(http.get(gateway.resolve("/api/investments/" + id), authorization(session)));
    }

    /** Asks for an investment's money to be given back. */
    public Investment refund(Session session, UUID id) {
        return decide(session, id, "refund");
    }

    /** Asks for an investment's money to be given to the startup. */
    public Investment release(Session admin, UUID id) {
        return decide(admin, id, "release");
    }

    private Investment decide(Session session, UUID id, String what) {
        URI address = gateway.resolve("/api/investments/" + id + "/" + what);
        return investment(
                http.post(address, authorization(session), Map.of(), 202).body());
    }

    /** @param address path and query of something that answers JSON */
    public JsonNode get(Session session, String address) {
        return http.get(gateway.resolve(address), authorization(session));
    }

    private static Investment investment(JsonNode json) {
        return new Investment(
                UUID.fromString(json.path("id").asText()),
                json.path("status").asText(),
                json.path("failureReason").asText(null));
    }

    private static Map<String, String> authorization(Session session) {
        return Map.of("Authorization", "Bearer " + session.token());
    }
}
