package io.angelwire.gateway.problem;

import static io.angelwire.gateway.Requests.investing;
import static io.angelwire.gateway.Requests.investment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.gateway.Stored.Traces;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every body that is wrong: a coded problem, and afterwards everything is as it was. */
@QuarkusTest
@Timeout(60)
class BadBodyTest {

    @TestHTTPResource("/api/investments")
    URL investments;

    @Inject
    DataSource database;

    private Person investor;
    private UUID pitch;
    private Traces before;

    @BeforeEach
    void somebodyPitches() {
        investor = Investing.person(Role.INVESTOR);
        pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        before = Stored.traces(database);
    }

    @AfterEach
    void nothingStoredNothingEnqueued() {
        assertThat(Stored.traces(database)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "0, amount-not-positive",
        "0.00, amount-not-positive",
        "0e1000000, amount-not-positive",
        "-1, amount-not-positive",
        "-0.01, amount-not-positive",
        "25000.001, amount-too-precise",
        "1e-1000000, amount-too-precise",
        "1e1000000, amount-too-large",
        "1e999999999, amount-too-large",
        "1000000000000.01, amount-too-large",
        "9223372036854775807, amount-too-large",
        "92233720368547758.08, amount-too-large"
    })
    void anAmountThatIsNoMoneyIsRefused(String amount, String code) {
        post(investment(pitch, amount)).statusCode(422).body("code", equalTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "XTS", "ZZZ", "usd", "US", "DOLLARS", ""})
    void aCurrencyThatIsNotInUseIsRefused(String currency) {
        post(investment(pitch.toString(), "25000", currency, "CARD"))
                .statusCode(422)
                .body("code", equalTo("unknown-currency"));
    }

    @Test
    void aCurrencyOtherThanThePitchsIsRefused() {
        post(investment(pitch.toString(), "25000", "EUR", "CARD"))
                .statusCode(422)
                .body("code", equalTo("currency-mismatch"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"25000\"", "\"\"", "true", "[25000]", "{}", "\"NaN\"", "\"Infinity\""})
    void anAmountThatIsNotANumberIsRefused(String amount) {
        post(investment(pitch, amount))
                .statusCode(400)
                .body("code", equalTo("unexpected-body"))
                .body("errors.pointer", hasItem("/amount"))
                .body("errors.detail", hasItem("must be a number"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "0x10", "025000", "25,000", "1e", "+1", ".5"})
    void whatIsNoJsonNumberIsMalformed(String amount) {
        post(investment(pitch, amount)).statusCode(400).body("code", equalTo("malformed-json"));
    }

    @Test
    void aNumberOfAHundredThousandDigitsIsRefusedUnread() {
        post(investment(pitch, "1".repeat(100_000))).statusCode(400).body("code", equalTo("json-too-complex"));
        post(investment(pitch, "0." + "1".repeat(100_000))).statusCode(400).body("code", equalTo("json-too-complex"));
        post(investment(pitch, "1e" + "9".repeat(100_000))).statusCode(400).body("code", equalTo("json-too-complex"));
    }

    /** Past REST-assured, which indents what it logs: of a body nested 100,000 deep that makes gigabytes. */
    @Test
    void deepNestingIsRefused() throws Exception {
        for (String body : List.of(
                "[".repeat(1_000_000),
                "{\"amount\":" + "[".repeat(1000) + "]".repeat(1000) + "}",
                "{\"x\":" + "{\"x\":".repeat(1000))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(investments.toString()))
                    .header("Authorization", "Bearer " + investor.token())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"pitchId\":",
                "{'pitchId':1}",
                "pitchId=1",
                "{} {}",
                "{\"amount\":1,\"amount\":2}",
                "\u0000"
            })
    void malformedJsonIsRefusedWithItsPosition(String body) {
        post(body)
                .statusCode(400)
                .body("code", equalTo("malformed-json"))
                .body("detail", containsString("line 1, column"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "1", "true"})
    void jsonThatIsNoObjectIsRefused(String body) {
        post(body).statusCode(400).body("code", equalTo("unexpected-body"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null"})
    void noBodyIsRefused(String body) {
        int status = post(body).extract().statusCode();
        assertThat(status).isIn(400, 422);
    }

    @Test
    void missingValuesAreAllNamed() {
        post("{}")
                .statusCode(422)
                .body("code", equalTo("validation-failed"))
                .body("errors.pointer", hasItems("/amount", "/currency", "/paymentMethod", "/pitchId"));
        post(investment(pitch, "null")).statusCode(422).body("errors.pointer", equalTo(List.of("/amount")));
    }

    @Test
    void anUnknownPropertyIsRefused() {
        post(investment(pitch, "25000").replace("{", "{\"status\":\"COMPLETED\","))
                .statusCode(400)
                .body("code", equalTo("unexpected-body"))
                .body("errors.pointer", hasItem("/status"))
                .body("errors.detail", hasItem("is not a known property"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CASH", "card", "", "0"})
    void anUnknownPaymentMethodIsRefusedWithTheKnownOnes(String method) {
        post(investment(pitch.toString(), "25000", "USD", method))
                .statusCode(400)
                .body("errors.pointer", hasItem("/paymentMethod"))
                .body("errors.detail", hasItem("must be one of BANK_TRANSFER, CARD, CRYPTO"));
        post(investment(pitch, "25000").replace("\"CARD\"", "1")).statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "not-a-uuid", "", "' or 1=1"})
    void aPitchIdThatIsNoUuidIsRefused(String pitchId) {
        post(investment(pitchId, "25000", "USD", "CARD"))
                .statusCode(400)
                .body("errors.pointer", hasItem("/pitchId"))
                .body("errors.detail", hasItem("must be a UUID"));
    }

    @Test
    void aCurrencyThatIsNotTextIsRefused() {
        post(investment(pitch, "25000").replace("\"USD\"", "840"))
                .statusCode(400)
                .body("errors.pointer", hasItem("/currency"));
    }

    @Test
    void problemsDoNotRepeatWhatWasSent() {
        for (String body : new String[] {
            "{\"pitchId\": secret-4711",
            investment("secret-4711", "25000", "USD", "CARD"),
            "{\"amount\":\"secret-4711\"}"
        }) {
            assertThat(post(body).extract().body().asString()).doesNotContain("4711", "angelwire.gateway", "Exception");
        }
    }

    private ValidatableResponse post(String body) {
        return investing(investor, body).post("/api/investments").then().contentType("application/problem+json");
    }
}
