package io.angelwire.gateway.startup;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.user.Role;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StartupResourceTest {

    private Person founder;

    @BeforeEach
    void somebodyFounds() {
        founder = Investing.person(Role.FOUNDER);
    }

    @Test
    void aStartupIsThereForEverybody() {
        Response created = create("""
                {"name":" Solar Kites ","description":"They fly.\\nHigh.","website":"https://solar-kites.example"}""");
        created.then()
                .statusCode(201)
                .header("Location", endsWith("/api/startups/" + created.path("id")))
                .body("name", equalTo("Solar Kites"))
                .body("founderId", equalTo(founder.id().toString()))
                .body("version", equalTo(0));
        Response seen = as(Investing.person(Role.INVESTOR)).get(created.header("Location"));
        seen.then().statusCode(200).header("ETag", equalTo("\"0\""));
        assertThat(seen.body().asString()).isEqualTo(created.body().asString());
    }

    @Test
    void repeatingWithTheSameKeyFoundsNothingAnew() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(as(founder)
                    .contentType("application/json")
                    .header("Idempotency-Key", "found-" + founder.id())
                    .body("{\"name\":\"Once\"}")
                    .post("/api/startups")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    @Test
    void itsFounderChangesTheVersionThatWasSeen() {
        String address =
                create("{\"name\":\"Solar Kites\",\"description\":\"x\"}").header("Location");
        change(founder, address, "\"0\"", "{\"name\":\"Lunar Kites\"}")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("name", equalTo("Lunar Kites"))
                .body("description", equalTo(""))
                .body("website", nullValue());
        change(founder, address, "\"0\"", "{\"name\":\"Mars Kites\"}")
                .then()
                .statusCode(412)
                .body("code", equalTo("precondition-failed"));
        as(founder)
                .contentType("application/json")
                .body("{\"name\":\"Mars Kites\"}")
                .put(address)
                .then()
                .statusCode(428);
        // A change of nothing is none.
        change(founder, address, "\"1\"", "{\"name\":\"Lunar Kites\"}").then().header("ETag", equalTo("\"1\""));
    }

    @Test
    void toOtherFoundersItCanNotBeChanged() {
        String address = create("{\"name\":\"Solar Kites\"}").header("Location");
        Response notYours = change(Investing.person(Role.FOUNDER), address, "\"0\"", "{\"name\":\"Mine\"}");
        Response notThere = change(founder, "/api/startups/" + UUID.randomUUID(), "\"0\"", "{\"name\":\"Mine\"}");
        notYours.then().statusCode(404).body("code", equalTo("startup-not-found"));
        assertThat(notYours.body().asString()).isEqualTo(notThere.body().asString());
    }

    @Test
    void onesOwnAreListedPageByPage() {
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            created.add(0, create("{\"name\":\"Number " + i + "\"}").path("id"));
        }
        List<String> listed = new ArrayList<>();
        String cursor = null;
        do {
            var request = as(founder).queryParam("mine", true).queryParam("limit", 2);
            Response page = (cursor == null ? request : request.queryParam("cursor", cursor)).get("/api/startups");
            page.then()
                    .statusCode(200)
                    .body("items.founderId", everyItem(equalTo(founder.id().toString())));
            listed.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(listed).containsExactlyElementsOf(created);
        as(Investing.person(Role.INVESTOR))
                .queryParam("limit", 1)
                .get("/api/startups")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\" \"}",
                "{\"name\":\"two\\nlines\"}",
                "{\"name\":\"nul \\u0000\"}",
                "{\"name\":\"half \\ud800\"}",
                "{\"name\":\"x\",\"website\":\"javascript:alert(1)\"}",
                "{\"name\":\"x\",\"description\":\"bell \\u0007\"}",
                "{}"
            })
    void whatIsNoDescriptionIsRefused(String body) {
        create(body)
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("validation-failed"));
    }

    @Test
    void aParameterThatIsNoneIsRefused() {
        as(founder)
                .queryParam("mine", "maybe")
                .get("/api/startups")
                .then()
                .statusCode(400)
                .body("code", equalTo("parameter-invalid"));
    }

    @Test
    void whoIsNotRegisteredFoundsNothing() {
        founder = new Person(UUID.randomUUID(), Role.FOUNDER, "Nobody", "nobody@test.angelwire.example");
        create("{\"name\":\"x\"}").then().statusCode(403).body("code", equalTo("account-unknown"));
    }

    private Response create(String body) {
        return as(founder).contentType("application/json").body(body).post("/api/startups");
    }

    private static Response change(Person who, String address, String version, String body) {
        return as(who).contentType("application/json")
                .header("If-Match", version)
                .body(body)
                .put(address);
    }
}
