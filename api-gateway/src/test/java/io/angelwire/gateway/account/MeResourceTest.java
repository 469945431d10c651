package io.angelwire.gateway.account;

import static io.angelwire.gateway.Requests.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class MeResourceTest {

    private static final Instant NOW = Instant.now();

    @Inject
    DataSource database;

    private final UUID id = UUID.randomUUID();

    @Test
    void whoIsRegisteredIsToldSo() {
        Person founder = Investing.person(Role.FOUNDER);
        as(founder)
                .get("/api/me")
                .then()
                .statusCode(200)
                .body("id", equalTo(founder.id().toString()))
                .body("name", equalTo(founder.name()))
                .body("email", equalTo(founder.email()))
                .body("role", equalTo("founder"))
                .body("unreadNotifications", equalTo(0));
    }

    @Test
    void theFirstRequestWithATokenRegistersItsUser() {
        String token = token("investor", "Ann", "ann@test.angelwire.example", NOW);

        as(token).get("/api/pitches").then().statusCode(200);

        assertThat(row()).isEqualTo("Ann ann@test.angelwire.example INVESTOR");
        as(token).get("/api/me").then().statusCode(200).body("name", equalTo("Ann"));
    }

    @Test
    void aNewerTokenChangesTheUserAndAnOlderOneDoesNot() {
        String older = token("admin", "Ann", "ann@test.angelwire.example", NOW.minusSeconds(20));
        String newer = token("investor", "Ann Other", "other@test.angelwire.example", NOW);
        as(older).get("/api/me").then().body("role", equalTo("admin"));
        as(newer).get("/api/me").then().body("role", equalTo("investor"));

        as(older).get("/api/me").then().body("role", equalTo("investor"));
        as(token("admin", "Ann", "late@test.angelwire.example", NOW.minusSeconds(10)))
                .get("/api/me")
                .then()
                .body("email", equalTo("other@test.angelwire.example"));
        assertThat(row()).isEqualTo("Ann Other other@test.angelwire.example INVESTOR");
    }

    @ParameterizedTest
    @CsvSource({
        "investor, '', ann@test.angelwire.example",
        "investor, Ann, nobody",
        "investor, Ann, ''",
        "nothing, Ann, ann@test.angelwire.example"
    })
    void aTokenThatDoesNotSayWhoItIsRegistersNobody(String role, String name, String email) {
        as(token(role, name, email, NOW))
                .get("/api/me")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("account-unknown"));
        assertThat(Stored.number(database, "select count(*) from users where id = ?", id))
                .isZero();
    }

    @Test
    void nobodyIsNobody() {
        given().get("/api/me").then().statusCode(401);
    }

    @Test
    void unreadNotificationsAreCounted() {
        Person investor = Investing.person(Role.INVESTOR);
        for (boolean read : new boolean[] {true, false, false}) {
            Stored.texts(database, """
                    insert into notifications
                        (id, job_id, user_id, type, title, content, in_inbox, channels, read_at, created_at)
                    values (gen_random_uuid(), gen_random_uuid(), ?, 'SYSTEM', 'x', 'x', true, '[]',
                        case when ? then now() end, now()) returning id""", investor.id(), read);
        }
        as(investor).get("/api/me").then().body("unreadNotifications", equalTo(2));
    }

    private String token(String role, String name, String email, Instant issuedAt) {
        return TestTokens.tokenWithProfile(id, role, name, email, issuedAt);
    }

    private String row() {
        return Stored.texts(database, "select name || ' ' || email || ' ' || role from users where id = ?", id)
                .get(0);
    }
}
