package io.angelwire.gateway.security;

import static io.angelwire.gateway.Requests.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.testing.Investing;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TokenTest {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final UUID user = UUID.randomUUID();
    private UUID pitch;

    @BeforeEach
    void somebodyPitches() {
        pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
    }

    @Test
    void aGoodTokenIsAccepted() {
        ask(TestTokens.tokenFor(user, "investor")).then().statusCode(200);
    }

    @Test
    void noTokenIsItsOwnProblem() {
        given().get("/api/pitches/" + pitch)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer realm=\"angelwire\""))
                .body("code", equalTo("token-missing"));
        given().header("Authorization", "Basic YTpi")
                .get("/api/pitches/" + pitch)
                .then()
                .statusCode(401)
                .body("code", equalTo("token-missing"));
    }

    @Test
    void anExpiredTokenIsItsOwnProblem() {
        ask(TestTokens.expiredTokenFor(user, "investor"))
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
                .body("code", equalTo("token-expired"));
        refused(TestTokens.tokenExpiringAt(user, "investor", Instant.now().minusSeconds(3)), "token-expired");
    }

    @Test
    void aTokenOfAnotherIssuerOrAudienceOrKeyIsInvalid() {
        refused(TestTokens.tokenForAudience(user, "investor", "somebody-else"), "token-invalid");
        refused(TestTokens.tokenOfIssuer(user, "investor", "https://evil.example"), "token-invalid");
        refused(TestTokens.forgedTokenFor(user, "investor"), "token-invalid");
    }

    @Test
    void aTamperedTokenIsInvalid() {
        String[] parts = TestTokens.tokenFor(user, "investor").split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String promoted = encode(claims.replace("investor", "admin"));
        char last = parts[2].charAt(0) == 'A' ? 'B' : 'A';

        refused(parts[0] + "." + promoted + "." + parts[2], "token-invalid");
        refused(parts[0] + "." + parts[1] + "." + last + parts[2].substring(1), "token-invalid");
        refused(parts[0] + "." + parts[1] + ".", "token-invalid");
        refused(parts[0] + "." + parts[1], "token-invalid");
        refused("not.a.token", "token-invalid");
        refused("nonsense", "token-invalid");
    }

    @Test
    void otherAlgorithmsAreNotTrusted() throws GeneralSecurityException {
        String claims = TestTokens.tokenFor(user, "admin").split("\\.")[1];

        refused(encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + claims + ".", "token-invalid");
        // The classic confusion: the public key, which everybody knows, as the secret of an HMAC.
        for (byte[] secret : new byte[][] {
            TestTokens.publicKey().getBytes(StandardCharsets.US_ASCII),
            TestTokens.publicKey().strip().getBytes(StandardCharsets.US_ASCII),
            Base64.getMimeDecoder().decode(TestTokens.publicKey().replaceAll("-----.*?-----", ""))
        }) {
            String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + claims;
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            String signature = BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
            refused(signed + "." + signature, "token-invalid");
        }
    }

    @Test
    void problemsDoNotRepeatTheToken() {
        String token = TestTokens.forgedTokenFor(user, "investor");
        ask(token).then().body(not(containsString(token.substring(0, 20))));
    }

    @Test
    void aRoleThatNobodyKnowsMayReadButNotInvest() {
        as(TestTokens.tokenFor(user, "INVESTOR"))
                .contentType("application/json")
                .body("{}")
                .post("/api/investments")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("forbidden"));
    }

    @Test
    void publicAddressesDoNotMindABadToken() {
        as("nonsense").get("/api/health").then().statusCode(200);
        as("nonsense").get("/q/openapi").then().statusCode(200);
    }

    private void refused(String token, String code) {
        ask(token).then().statusCode(401).body("code", equalTo(code));
    }

    private Response ask(String token) {
        return as(token).get("/api/pitches/" + pitch);
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
