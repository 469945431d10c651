package io.angelwire.gateway.demo;

import static io.angelwire.gateway.Requests.as;
import static io.angelwire.gateway.Requests.investment;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.gateway.Stored;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(DemoProfile.class)
class DemoTest {

    private static final UUID PUBLISHED = UUID.fromString("01980000-0000-7000-8000-000000000021");
    private static final UUID DRAFT = UUID.fromString("01980000-0000-7000-8000-000000000022");

    @TestHTTPResource(management = true)
    URL management;

    @Inject
    DataSource database;

    @Inject
    DemoData data;

    @Test
    void signsInByRole() {
        for (String role : new String[] {"investor", "founder", "admin"}) {
            Response session = signIn("{\"role\":\"" + role + "\"}");

            session.then().statusCode(200).body("user.role", equalTo(role));
            assertThat(Instant.parse(session.path("expiresAt")))
                    .isAfter(Instant.now().plusSeconds(3600));
            as((String) session.path("token"))
                    .get("/api/pitches/" + PUBLISHED)
                    .then()
                    .statusCode(200);
        }
    }

    @Test
    void signsInByEmail() {
        signIn("{\"email\":\"second-investor@demo.angelwire.example\"}")
                .then()
                .statusCode(200)
                .body("user.id", equalTo("01980000-0000-7000-8000-000000000002"))
                .body("user.role", equalTo("investor"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"role\":\"service\"}",
                "{\"role\":\"nobody\"}",
                "{\"email\":\"somebody@angelwire.example\"}",
                "{\"role\":\"investor\",\"email\":\"founder@demo.angelwire.example\"}"
            })
    void signsInNobodyElse(String wanted) {
        signIn(wanted).then().statusCode(422).contentType("application/problem+json");
    }

    @Test
    void somebodyElsesInvestmentCanBeTried() {
        Response accepted = as(token("investor@demo.angelwire.example"))
                .contentType("application/json")
                .body(investment(PUBLISHED, "25000"))
                .post("/api/investments");
        accepted.then().statusCode(201);

        String address = accepted.header("Location");
        as(token("founder@demo.angelwire.example")).get(address).then().statusCode(200);
        as(token("second-investor@demo.angelwire.example")).get(address).then().statusCode(404);
    }

    @Test
    void theDraftIsItsFoundersOnly() {
        as(token("founder@demo.angelwire.example"))
                .get("/api/pitches/" + DRAFT)
                .then()
                .statusCode(200);
        as(token("investor@demo.angelwire.example"))
                .get("/api/pitches/" + DRAFT)
                .then()
                .statusCode(404);
    }

    @Test
    void seedingAgainChangesNothing() {
        data.addMissing();

        assertThat(Stored.number(database, "select count(*) from users where email like '%@demo.angelwire.example'"))
                .isEqualTo(4);
        assertThat(Stored.number(database, "select count(*) from pitches where id in (?, ?)", PUBLISHED, DRAFT))
                .isEqualTo(2);
    }

    @Test
    void theSignInIsDescribed() {
        given().get("/q/openapi").then().statusCode(200).body(containsString(DemoSignInResource.PATH));
    }

    @Test
    void healthIsToldWithoutRedis() {
        Instant asked = Instant.now();

        given().get("/api/health")
                .then()
                .statusCode(200)
                .body("health.redis", equalTo("disconnected"))
                .body("health.queues.payments", nullValue());

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(3));
        given().get(management + "health/live").then().statusCode(200);
    }

    @Test
    void anAllowedOriginIsAnswered() {
        given().header("Origin", DemoProfile.ORIGIN)
                .get("/api/health")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(DemoProfile.ORIGIN));
        given().header("Origin", "https://elsewhere.example")
                .get("/api/health")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private static String token(String email) {
        return signIn("{\"email\":\"" + email + "\"}").path("token");
    }

    private static Response signIn(String wanted) {
        return given().contentType("application/json").body(wanted).post(DemoSignInResource.PATH);
    }
}
