package io.angelwire.gateway.investment;

import static io.angelwire.gateway.Requests.as;
import static io.angelwire.gateway.Requests.investing;
import static io.angelwire.gateway.Requests.investment;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import io.angelwire.domain.investment.InvestmentWorkflow;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.gateway.Stored.Traces;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InvestmentResourceTest {

    @Inject
    DataSource database;

    @Inject
    InvestmentWorkflow workflow;

    private Person investor;
    private Person founder;
    private UUID pitch;

    @BeforeEach
    void somebodyPitches() {
        investor = Investing.person(Role.INVESTOR);
        founder = Investing.person(Role.FOUNDER);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
    }

    @Test
    void anInvestmentIsAcceptedWithItsAddress() {
        var response = investing(investor, investment(pitch, "25000")).post("/api/investments");

        response.then()
                .statusCode(201)
                .contentType("application/json")
                .body("status", equalTo("PENDING"))
                .body("pitchId", equalTo(pitch.toString()))
                .body("investorId", equalTo(investor.id().toString()))
                .body("currency", equalTo("USD"))
                .body("paymentMethod", equalTo("CARD"));
        assertThat(response.body().asString()).contains("\"amount\":25000.00,");
        String id = response.path("id");
        assertThat(response.header("Location")).endsWith("/api/investments/" + id);
        assertThat(as(investor).get(response.header("Location")).body().asString())
                .isEqualTo(response.body().asString());
    }

    @Test
    void itsJobsAreInTheOutbox() {
        String id = accepted();

        assertThat(Stored.texts(
                        database,
                        "select target || '/' || name from outbox where kind = 'job' and target <> 'analytics'"
                                + " and content like ? order by seq",
                        "%" + id + "%"))
                .containsExactly(
                        "payments/process_payment",
                        "email/investment_confirmation",
                        "notifications/investment_notification",
                        "notifications/investment_notifications");
        String payment = Stored.texts(
                        database,
                        "select content from outbox where name = 'process_payment' and content like ?",
                        "%" + id + "%")
                .get(0);
        assertThat(payment).contains("\"amount\":25000.00", "\"currency\":\"USD\"", "\"paymentMethod\":\"CARD\"");
    }

    @Test
    void itsPartiesAndAdminsSeeIt() {
        String id = accepted();

        for (Person user : List.of(investor, founder, Investing.person(Role.ADMIN))) {
            as(user).get("/api/investments/" + id).then().statusCode(200).body("id", equalTo(id));
        }
    }

    @Test
    void toOthersItDoesNotExist() {
        String id = accepted();

        var notYours = as(Investing.person(Role.INVESTOR)).get("/api/investments/" + id);
        var notThere = as(investor).get("/api/investments/" + UUID.randomUUID());

        notYours.then().statusCode(404).body("code", equalTo("investment-not-found"));
        assertThat(notYours.body().asString()).isEqualTo(notThere.body().asString());
        as(Investing.person(Role.FOUNDER)).get("/api/investments/" + id).then().statusCode(404);
        as(investor).get("/api/investments/1").then().statusCode(404);
    }

    @Test
    void aFailureIsSeenWithItsReason() {
        UUID id = UUID.fromString(accepted());
        workflow.fail(id, "insufficient funds");

        as(investor)
                .get("/api/investments/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("FAILED"))
                .body("failureReason", equalTo("insufficient funds"));
    }

    @Test
    void refusalsHaveACodeAndLeaveNoTrace() {
        Person foundingInvestor = Investing.person(Role.INVESTOR);
        UUID own = Investing.pitch(foundingInvestor, PitchStatus.PUBLISHED);
        UUID draft = Investing.pitch(founder, PitchStatus.DRAFT);
        UUID funded = Investing.pitch(founder, PitchStatus.FUNDED);
        Person unregistered = new Person(UUID.randomUUID(), Role.INVESTOR, "Nobody", "nobody@test.angelwire.example");
        Traces before = Stored.traces(database);

        refused(investor, UUID.randomUUID(), 404, "pitch-not-found");
        refused(investor, draft, 404, "pitch-not-found");
        refused(investor, funded, 409, "pitch-not-open");
        refused(foundingInvestor, own, 403, "own-startup");
        refused(founder, pitch, 403, "forbidden");
        refused(Investing.person(Role.ADMIN), pitch, 403, "forbidden");
        refused(unregistered, pitch, 403, "account-unknown");

        assertThat(Stored.traces(database)).isEqualTo(before);
    }

    @Test
    void nobodyInvestsOrLooksWithoutAToken() {
        Traces before = Stored.traces(database);

        given().contentType("application/json")
                .body(investment(pitch, "1"))
                .post("/api/investments")
                .then()
                .statusCode(401);
        given().get("/api/investments/" + UUID.randomUUID()).then().statusCode(401);

        assertThat(Stored.traces(database)).isEqualTo(before);
    }

    @Test
    void theLargestAmountIsKeptExactly() {
        String id = investing(investor, investment(pitch, "1000000000000.00"))
                .post("/api/investments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(new BigDecimal(
                        Stored.texts(database, "select amount_minor from investments where id = ?", UUID.fromString(id))
                                .get(0)))
                .isEqualByComparingTo("100000000000000");
    }

    private void refused(Person user, UUID pitchId, int status, String code) {
        investing(user, investment(pitchId, "25000"))
                .post("/api/investments")
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("type", endsWith(code));
    }

    private String accepted() {
        return investing(investor, investment(pitch, "25000"))
                .post("/api/investments")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
