package io.angelwire.gateway.pitch;

import static io.angelwire.gateway.Requests.as;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PitchResourceTest {

    private Person founder;
    private Person admin;
    private Person investor;

    @BeforeEach
    void people() {
        founder = Investing.person(Role.FOUNDER);
        admin = Investing.person(Role.ADMIN);
        investor = Investing.person(Role.INVESTOR);
    }

    @Test
    void everybodySignedInSeesPublishedAndFundedPitches() {
        for (PitchStatus status : List.of(PitchStatus.PUBLISHED, PitchStatus.FUNDED)) {
            UUID pitch = Investing.pitch(founder, status);
            for (Person user : List.of(founder, admin, investor)) {
                as(user).get("/api/pitches/" + pitch)
                        .then()
                        .statusCode(200)
                        .body("id", equalTo(pitch.toString()))
                        .body("startupName", equalTo("Test Startup"))
                        .body("status", equalTo(status.name()))
                        .body("goal", equalTo(500_000f))
                        .body("currency", equalTo("USD"));
            }
            given().get("/api/pitches/" + pitch).then().statusCode(401);
        }
    }

    @Test
    void aDraftIsItsFoundersAndAdmins() {
        UUID draft = Investing.pitch(founder, PitchStatus.DRAFT);

        as(founder).get("/api/pitches/" + draft).then().statusCode(200);
        as(admin).get("/api/pitches/" + draft).then().statusCode(200);
        for (Person user : List.of(investor, Investing.person(Role.FOUNDER))) {
            as(user).get("/api/pitches/" + draft)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("pitch-not-found"));
        }
    }

    @Test
    void anUnknownPitchIsNotFound() {
        as(investor)
                .get("/api/pitches/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("code", equalTo("pitch-not-found"));
        as(investor).get("/api/pitches/1").then().statusCode(404);
    }
}
