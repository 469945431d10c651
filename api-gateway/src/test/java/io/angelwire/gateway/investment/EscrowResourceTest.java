package io.angelwire.gateway.investment;

import static io.angelwire.gateway.Requests.as;
import static io.angelwire.gateway.Requests.investing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Requests;
import io.angelwire.gateway.Stored;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done with investments after they were made, and the lists of them and of their payments. */
@QuarkusTest
class EscrowResourceTest {

    private static final Money AMOUNT = Money.of(CurrencyUnit.USD, 25_000);

    @Inject
    DataSource database;

    private final Person investor = Investing.person(Role.INVESTOR);
    private final Person founder = Investing.person(Role.FOUNDER);
    private final Person admin = Investing.person(Role.ADMIN);
    private final UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);

    @Test
    void aPendingInvestmentIsCancelledOnceAndARepetitionGetsTheSameAnswer() {
        UUID id = investment();
        String key = UUID.randomUUID().toString();

        Response first = post(investor, id, "cancel", key);
        first.then().statusCode(200).body("status", equalTo("CANCELLED"));

        assertThat(post(investor, id, "cancel", key).asString()).isEqualTo(first.asString());
        forbidden(as(investor).post("/api/investments/" + id + "/cancel"), "CANCELLED");
    }

    @Test
    void aPaidInvestmentIsRefundedByAJobAndCanNotBeReleasedThen() {
        UUID id = investment();
        Investing.paid(id);
        String key = UUID.randomUUID().toString();

        Response first = post(founder, id, "refund", key);
        first.then().statusCode(202).body("status", equalTo("REFUNDING"));

        assertThat(post(founder, id, "refund", key).asString()).isEqualTo(first.asString());
        forbidden(as(admin).post("/api/investments/" + id + "/release"), "REFUNDING");
        forbidden(as(admin).post("/api/investments/" + id + "/refund"), "REFUNDING");
        assertThat(jobs(id)).containsExactly("payments/refund_payment");
        as(investor)
                .get("/api/investments/" + id + "/payments")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].status", equalTo("COMPLETED"))
                .body("items[0].refund.status", equalTo("PROCESSING"))
                .body("items[0].providerChargeId", nullValue());
    }

    @Test
    void aPaidInvestmentIsReleasedByAJob() {
        UUID id = investment();
        forbidden(as(admin).post("/api/investments/" + id + "/release"), "PENDING");
        Investing.paid(id);

        as(admin)
                .post("/api/investments/" + id + "/release")
                .then()
                .statusCode(202)
                .body("status", equalTo("RELEASING"));

        assertThat(jobs(id)).containsExactly("payments/release_escrow");
    }

    @Test
    void listsShowEachPartyItsOwnInPages() {
        List<String> ids = List.of(investment(), investment(), investment()).stream()
                .map(UUID::toString)
                .toList();
        Investing.investment(Investing.person(Role.INVESTOR), pitch, AMOUNT);
        Investing.investment(investor, Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED), AMOUNT);

        as(founder).get("/api/investments").then().statusCode(200).body("items", hasSize(4));
        Response first =
                as(investor).queryParam("pitchId", pitch).queryParam("limit", 2).get("/api/investments");
        first.then().body("items.id", contains(ids.get(2), ids.get(1)));
        as(investor)
                .queryParam("pitchId", pitch)
                .queryParam("limit", 2)
                .queryParam("cursor", first.<String>path("nextCursor"))
                .get("/api/investments")
                .then()
                .body("items.id", contains(ids.get(0)))
                .body("nextCursor", nullValue());
        as(admin)
                .queryParam("pitchId", pitch)
                .queryParam("status", "PENDING")
                .get("/api/investments")
                .then()
                .body("items", hasSize(4));
        as(investor)
                .queryParam("status", "COMPLETED")
                .get("/api/investments")
                .then()
                .body("items", hasSize(0));
        as(investor).queryParam("status", "LOST").get("/api/investments").then().statusCode(400);
    }

    @Test
    void paymentsAreListedForTheirPartiesWithTheProvidersNamesForAdminsAlone() {
        String payment = Investing.paid(investment()).toString();

        for (Person party : List.of(investor, founder)) {
            as(party)
                    .get("/api/payments")
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(payment))
                    .body("items[0].provider", nullValue());
        }
        as(admin)
                .get("/api/payments/" + payment)
                .then()
                .statusCode(200)
                .body("providerChargeId", equalTo("sandbox_" + payment));
        as(Investing.person(Role.INVESTOR)).get("/api/payments").then().body("items", hasSize(0));
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        UUID id = investment();
        String tag = as(investor).get("/api/investments/" + id).header("ETag");

        as(investor)
                .header("If-None-Match", tag)
                .get("/api/investments/" + id)
                .then()
                .statusCode(304);
        Investing.paid(id);
        as(investor)
                .header("If-None-Match", tag)
                .get("/api/investments/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("COMPLETED"));
    }

    /** ISO 4217: no, two and three decimals. */
    @ParameterizedTest
    @CsvSource({"JPY, 2500, 2500, 2500.5", "USD, 0.5, 0.50, 0.001", "KWD, 1.234, 1.234, 1.2345", "BHD, 7, 7.000, 0.0001"
    })
    void amountsHaveTheDecimalsOfTheirCurrency(String currency, String sent, String answered, String tooPrecise) {
        UUID inCurrency = Investing.pitch(founder, PitchStatus.PUBLISHED, CurrencyUnit.of(currency));

        String address = investing(investor, Requests.investment(inCurrency.toString(), sent, currency, "CARD"))
                .post("/api/investments")
                .then()
                .statusCode(201)
                .extract()
                .header("Location");
        assertThat(as(investor).get(address).asString()).contains("\"amount\":" + answered + ",");
        investing(investor, Requests.investment(inCurrency.toString(), tooPrecise, currency, "CARD"))
                .post("/api/investments")
                .then()
                .statusCode(422)
                .body("code", equalTo("amount-too-precise"));
    }

    private UUID investment() {
        return Investing.investment(investor, pitch, AMOUNT);
    }

    private static Response post(Person user, UUID id, String action, String key) {
        return as(user).header("Idempotency-Key", key).post("/api/investments/" + id + "/" + action);
    }

    private static void forbidden(Response answer, String present) {
        answer.then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", equalTo("investment-status-forbids"))
                .body("state", equalTo(present));
    }

    /** What is to be done with money; what is counted and told is others' to test. */
    private List<String> jobs(UUID id) {
        return Stored.texts(
                database,
                "select target || '/' || name from outbox where kind = 'job' and target = 'payments' and content like ?"
                        + " order by seq",
                "%" + id + "%");
    }
}
