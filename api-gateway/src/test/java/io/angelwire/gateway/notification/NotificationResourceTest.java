package io.angelwire.gateway.notification;

import static io.angelwire.gateway.Requests.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.job.Ids;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NotificationResourceTest {

    private static final String NOTIFICATIONS = "/api/notifications";
    private static final String PREFERENCES = NOTIFICATIONS + "/preferences";

    @Inject
    DataSource database;

    private Person user;
    private UUID oldest;
    private UUID middle;
    private UUID newest;

    @BeforeEach
    void somebodyIsNotified() {
        user = Investing.person(Role.INVESTOR);
        oldest = notified("MESSAGE", 3);
        middle = notified("SYSTEM", 2);
        newest = notified("MESSAGE", 1);
    }

    @Test
    void theInboxIsReadInPagesNewestFirst() {
        var first = list("?limit=2").body("items.id", contains(id(newest), id(middle)));
        String cursor = first.extract().path("nextCursor");
        list("?limit=2&cursor=" + cursor)
                .body("items.id", contains(id(oldest)))
                .body("items[0].title", equalTo("Hello"))
                .body("items[0].data.investmentId", equalTo("42"))
                .body("items[0].readAt", nullValue())
                .body("nextCursor", nullValue());
        list("?type=SYSTEM").body("items.id", contains(id(middle)));
        as(Investing.person(Role.ADMIN)).get(NOTIFICATIONS).then().body("items.size()", equalTo(0));
        given().get(NOTIFICATIONS).then().statusCode(401);
    }

    @Test
    void aFilterThatIsNoneIsRefused() {
        for (String query : new String[] {"?unread=maybe", "?type=GOSSIP"}) {
            as(user).get(NOTIFICATIONS + query).then().statusCode(400).body("code", equalTo("parameter-invalid"));
        }
    }

    @Test
    void readingOneIsKeptAndToldOnce() {
        var first = read(middle).statusCode(200).body("readAt", notNullValue()).extract();
        long told = told();
        var again = read(middle).statusCode(200).extract();

        assertThat(again.body().asString()).isEqualTo(first.body().asString());
        assertThat(told()).isEqualTo(told);
        unread(2);
        list("?unread=true").body("items.id", contains(id(newest), id(oldest)));
        list("?unread=true&type=SYSTEM").body("items.size()", equalTo(0));
    }

    @Test
    void othersNotificationsDoNotExist() {
        for (UUID id : new UUID[] {middle, UUID.randomUUID()}) {
            as(Investing.person(Role.INVESTOR))
                    .post(NOTIFICATIONS + "/" + id + "/read")
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("notification-not-found"));
        }
        as(Investing.person(Role.INVESTOR))
                .contentType(ContentType.JSON)
                .body("{\"upTo\":\"%s\"}".formatted(middle))
                .post(NOTIFICATIONS + "/read")
                .then()
                .statusCode(404);
        unread(3);
    }

    @Test
    void allAreReadUpToWhatWasSeen() {
        readAll("{\"upTo\":\"%s\"}".formatted(middle)).statusCode(200).body("unread", equalTo(1));
        list("?unread=true").body("items.id", contains(id(newest)));
        readAll("{}").statusCode(200).body("unread", equalTo(0));
        long told = told();
        readAll("{}").statusCode(200).body("unread", equalTo(0));
        assertThat(told()).isEqualTo(told);
    }

    @Test
    void preferencesAreChangedByWhoHasReadThem() {
        var before = as(user).get(PREFERENCES).then().statusCode(200).body("channels.MESSAGE.EMAIL", equalTo(true));
        String tag = before.extract().header("ETag");

        var changed = prefer("{\"channels\":{\"MESSAGE\":{\"EMAIL\":false}}}", tag)
                .statusCode(200)
                .body("channels.MESSAGE.EMAIL", equalTo(false))
                .body("channels.SYSTEM.EMAIL", equalTo(true));

        assertThat(changed.extract().header("ETag")).isNotEqualTo(tag);
        assertThat(as(user).get(PREFERENCES).then().extract().header("ETag"))
                .isEqualTo(changed.extract().header("ETag"));
        prefer("{\"channels\":{}}", tag).statusCode(412).body("code", equalTo("precondition-failed"));
        prefer("{\"channels\":{}}", null).statusCode(428).body("code", equalTo("precondition-required"));
        prefer("{\"channels\":{\"GOSSIP\":{}}}", tag).statusCode(400).body("code", equalTo("unexpected-body"));
        prefer("{\"channels\":{\"MESSAGE\":{\"EMAIL\":null}}}", tag).statusCode(422);
        prefer("{}", tag).statusCode(422);
        as(user).get(PREFERENCES).then().body("channels.MESSAGE.EMAIL", equalTo(false));
    }

    private ValidatableResponse prefer(String body, String tag) {
        var request = as(user).contentType(ContentType.JSON).body(body);
        return (tag == null ? request : request.header("If-Match", tag))
                .put(PREFERENCES)
                .then();
    }

    private ValidatableResponse list(String query) {
        return as(user).get(NOTIFICATIONS + query).then().statusCode(200);
    }

    private ValidatableResponse read(UUID id) {
        return as(user).post(NOTIFICATIONS + "/" + id + "/read").then();
    }

    private ValidatableResponse readAll(String body) {
        return as(user).contentType(ContentType.JSON)
                .body(body)
                .post(NOTIFICATIONS + "/read")
                .then();
    }

    private void unread(int expected) {
        as(user).get(NOTIFICATIONS + "/unread").then().statusCode(200).body("unread", equalTo(expected));
    }

    /** Jobs and events that were ever written: of this service alone, since no other runs here. */
    private long told() {
        return Stored.traces(database).outbox();
    }

    private static String id(UUID id) {
        return id.toString();
    }

    private UUID notified(String type, int minutesAgo) {
        UUID id = Ids.newId();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into notifications
                            (id, job_id, user_id, type, title, content, data, in_inbox, channels, created_at)
                        values (?, ?, ?, ?, 'Hello', 'There is news.', '{"investmentId":"42"}', true, '[]',
                                now() - make_interval(mins => ?))""")) {
            insert.setObject(1, id);
            insert.setString(2, id.toString());
            insert.setObject(3, user.id());
            insert.setString(4, type);
            insert.setInt(5, minutesAgo);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return id;
    }
}
