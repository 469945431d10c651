package io.angelwire.gateway.pitch;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.angelwire.domain.investment.InvestmentWorkflow;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.gateway.Told;
import io.angelwire.realtime.Room;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pitch from its draft until it is funded. */
@QuarkusTest
class PitchLifeTest {

    @Inject
    DataSource database;

    @Inject
    InvestmentWorkflow investments;

    private Person founder;
    private Person investor;
    private String startup;

    @BeforeEach
    void somebodyFounds() {
        founder = Investing.person(Role.FOUNDER);
        investor = Investing.person(Role.INVESTOR);
        startup = as(founder)
                .contentType("application/json")
                .body("{\"name\":\"Solar Kites\"}")
                .post("/api/startups")
                .path("id");
    }

    @Test
    void aDraftIsWrittenPublishedAndFunded() {
        Response created = draft();
        created.then()
                .statusCode(201)
                .header("Location", endsWith("/api/pitches/" + created.path("id")))
                .body("status", equalTo("DRAFT"))
                .body("startupName", equalTo("Solar Kites"))
                .body("version", equalTo(0));
        String address = "/api/pitches/" + created.path("id");
        as(investor).get(address).then().statusCode(404);

        update(address, "\"0\"", content("Kites!", "250000"))
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("title", equalTo("Kites!"));
        update(address, "\"0\"", content("Kites?", "250000"))
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition-failed"));

        as(founder).post(address + "/publish").then().statusCode(200).body("status", equalTo("PUBLISHED"));
        as(investor).get(address).then().statusCode(200).header("ETag", equalTo("\"2\""));

        UUID pitch = UUID.fromString(created.path("id"));
        UUID investment = Investing.investment(investor, pitch, Money.of(CurrencyUnit.USD, 250_000));
        as(founder).post(address + "/unpublish").then().statusCode(409).body("code", equalTo("pitch-has-investments"));
        update(address, "\"2\"", content("Kites!", "1"))
                .then()
                .statusCode(409)
                .body("code", equalTo("pitch-terms-fixed"));
        update(address, "\"2\"", content("Kites.", "250000")).then().statusCode(200);

        investments.complete(investment);
        as(investor).get(address).then().body("status", equalTo("FUNDED"));
        as(founder).post(address + "/unpublish").then().statusCode(409).body("code", equalTo("pitch-status-forbids"));

        assertThat(Told.in(Room.pitch(pitch), 5))
                .extracting(event -> event.get("event").textValue() + " "
                        + event.at("/data/pitch/status").textValue())
                .containsExactly(
                        "pitch:created DRAFT",
                        "pitch:updated DRAFT",
                        "pitch:updated PUBLISHED",
                        "pitch:updated PUBLISHED",
                        "pitch:funded FUNDED");
        assertThat(Stored.texts(
                        database,
                        "select content::json->>'title' from outbox where target = 'announcements' and content like ?"
                                + " order by seq",
                        "%" + pitch + "%"))
                .containsExactly("Pitch Updated", "Pitch Funded");
    }

    @Test
    void whatIsUnpublishedIsGoneForOthers() {
        String address = "/api/pitches/" + draft().path("id");
        as(founder).post(address + "/publish").then().statusCode(200);
        as(founder).post(address + "/publish").then().statusCode(200).header("ETag", equalTo("\"1\""));

        as(founder).post(address + "/unpublish").then().statusCode(200).body("status", equalTo("DRAFT"));

        as(investor).get(address).then().statusCode(404);
        as(investor).queryParam("startupId", startup).get("/api/pitches").then().body("items.size()", equalTo(0));
    }

    @Test
    void listsShowDraftsToTheirFounderAndAdminsOnly() {
        String published = draft().path("id");
        as(founder).post("/api/pitches/" + published + "/publish").then().statusCode(200);
        String draft = draft().path("id");

        assertThat(listed(founder, null)).containsExactly(draft, published);
        assertThat(listed(Investing.person(Role.ADMIN), null)).containsExactly(draft, published);
        assertThat(listed(investor, null)).containsExactly(published);
        assertThat(listed(Investing.person(Role.FOUNDER), "DRAFT")).isEmpty();
        assertThat(listed(founder, "DRAFT")).containsExactly(draft);
        assertThat(listed(investor, "PUBLISHED")).containsExactly(published);
        as(investor)
                .queryParam("status", "OPEN")
                .get("/api/pitches")
                .then()
                .statusCode(400)
                .body("code", equalTo("parameter-invalid"));
        as(investor).queryParam("startupId", "x").get("/api/pitches").then().statusCode(400);
    }

    @Test
    void pagesMeetWithoutGapOrOverlap() {
        String first = draft().path("id");
        String second = draft().path("id");
        String third = draft().path("id");
        Response page = as(founder)
                .queryParam("startupId", startup)
                .queryParam("limit", 2)
                .get("/api/pitches");
        assertThat(page.<List<String>>path("items.id")).containsExactly(third, second);
        as(founder)
                .queryParam("startupId", startup)
                .queryParam("limit", 2)
                .queryParam("cursor", page.<String>path("nextCursor"))
                .get("/api/pitches")
                .then()
                .body("items.id", equalTo(List.of(first)))
                .body("nextCursor", equalTo(null));
    }

    @Test
    void anotherFoundersPitchOrStartupDoesNotExist() {
        String address = "/api/pitches/" + draft().path("id");
        as(founder).post(address + "/publish").then().statusCode(200);
        Person other = Investing.person(Role.FOUNDER);
        as(other)
                .contentType("application/json")
                .body(request(startup))
                .post("/api/pitches")
                .then()
                .statusCode(404)
                .body("code", equalTo("startup-not-found"));
        String notThere = as(other)
                .post("/api/pitches/" + UUID.randomUUID() + "/unpublish")
                .asString();
        assertThat(as(other).post(address + "/unpublish").asString()).isEqualTo(notThere);
        assertThat(notThere).contains("pitch-not-found");
    }

    @Test
    void aGoalThatIsNoMoneyIsRefused() {
        as(founder)
                .contentType("application/json")
                .body(request(startup).replace("USD", "usd"))
                .post("/api/pitches")
                .then()
                .statusCode(422)
                .body("code", equalTo("unknown-currency"));
        as(founder)
                .contentType("application/json")
                .body("{}")
                .post("/api/pitches")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/goal"));
    }

    private List<String> listed(Person who, String status) {
        var request = as(who).queryParam("startupId", startup);
        return (status == null ? request : request.queryParam("status", status))
                .get("/api/pitches")
                .path("items.id");
    }

    private Response draft() {
        return as(founder)
                .contentType("application/json")
                .body(request(startup))
                .post("/api/pitches");
    }

    private Response update(String address, String version, String body) {
        return as(founder)
                .contentType("application/json")
                .header("If-Match", version)
                .body(body)
                .put(address);
    }

    private static String content(String title, String goal) {
        return """
                {"title":"%s","summary":"They fly.","goal":%s,"currency":"USD"}""".formatted(title, goal);
    }

    private static String request(String startup) {
        return content("Kites", "500000").replaceFirst("\\{", "{\"startupId\":\"" + startup + "\",");
    }
}
