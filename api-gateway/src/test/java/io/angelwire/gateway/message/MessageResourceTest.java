package io.angelwire.gateway.message;

import static io.angelwire.gateway.Requests.as;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.gateway.idempotency.IdempotencyKey;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MessageResourceTest {

    private static final String MESSAGES = "/api/messages";

    @Inject
    DataSource database;

    private Person investor;
    private Person founder;
    private Person stranger;
    private UUID pitch;
    private UUID investment;

    @BeforeEach
    void somebodyInvests() {
        investor = Investing.person(Role.INVESTOR);
        founder = Investing.person(Role.FOUNDER);
        stranger = Investing.person(Role.INVESTOR);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        investment = Investing.investment(investor, pitch, Money.of(CurrencyUnit.USD, 25_000));
    }

    @Test
    void aMessageIsStoredToldAndFoundAtItsAddress() {
        var sent = post(investor, """
                {"investmentId":"%s","receiverId":"%s","content":"When do we sign?"}""", investment, founder.id());

        sent.statusCode(201)
                .body("senderId", equalTo(investor.id().toString()))
                .body("investmentId", equalTo(investment.toString()))
                .body("type", equalTo("TEXT"))
                .body("content", equalTo("When do we sign?"));
        String id = sent.extract().path("id");
        assertThat(as(founder).get(sent.extract().header("Location")).body().asString())
                .isEqualTo(sent.extract().body().asString());
        as(stranger).get(MESSAGES + "/" + id).then().statusCode(404).body("code", equalTo("message-not-found"));
    }

    @Test
    void aRepetitionIsStoredOnce() {
        String body = """
                {"pitchId":"%s","content":"Once","clientMessageId":"c-1"}""".formatted(pitch);
        String first = json(investor, body).post(MESSAGES).path("id");
        String again = json(investor, body).post(MESSAGES).path("id");
        String byKey = "{\"pitchId\":\"%s\",\"content\":\"By key\"}".formatted(pitch);
        List<String> keyed = List.of(keyed(byKey, "k"), keyed(byKey, "k"), keyed(byKey, "other"));

        assertThat(again).isEqualTo(first);
        assertThat(keyed.get(1)).isEqualTo(keyed.get(0));
        assertThat(keyed.get(2)).isNotEqualTo(keyed.get(0));
        assertThat(Stored.number(database, "select count(*) from messages where pitch_id = ?", pitch))
                .isEqualTo(3);
        post(investor, """
                {"pitchId":"%s","content":"Another","clientMessageId":"c-1"}""", pitch).statusCode(422).body("code", equalTo("client-message-id-reused"));
    }

    @Test
    void whatCannotBeSentIsRefusedAndStoresNothing() {
        UUID draft = Investing.pitch(founder, PitchStatus.DRAFT);
        UUID otherPitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        Person nobody = new Person(UUID.randomUUID(), Role.INVESTOR, "Nobody", "nobody@test.angelwire.example");
        long before = Stored.number(database, "select count(*) from messages");

        invalid("{\"content\":\"Hello\"}", "");
        invalid("{\"pitchId\":\"%s\"}".formatted(pitch), "/content");
        invalid("{\"pitchId\":\"%s\",\"content\":\"a\\u0000b\"}".formatted(pitch), "/content");
        invalid("{\"pitchId\":\"%s\",\"content\":\"a\",\"type\":\"<b>\"}".formatted(pitch), "/type");
        invalid(
                "{\"pitchId\":\"%s\",\"content\":\"a\",\"clientMessageId\":\"a b\"}".formatted(pitch),
                "/clientMessageId");
        invalid(
                "{\"pitchId\":\"%s\",\"investmentId\":\"%s\",\"content\":\"a\"}".formatted(otherPitch, investment),
                "/investmentId");
        invalid(
                "{\"investmentId\":\"%s\",\"receiverId\":\"%s\",\"content\":\"a\"}"
                        .formatted(investment, stranger.id()),
                "/receiverId");
        post(investor, "{\"pitchId\":\"%s\",\"content\":\"a\"}", draft)
                .statusCode(404)
                .body("code", equalTo("pitch-not-found"));
        post(stranger, "{\"investmentId\":\"%s\",\"content\":\"a\"}", investment)
                .statusCode(404)
                .body("code", equalTo("investment-not-found"));
        post(nobody, "{\"pitchId\":\"%s\",\"content\":\"a\"}", pitch)
                .statusCode(403)
                .body("code", equalTo("account-unknown"));
        given().contentType(ContentType.JSON).body("{}").post(MESSAGES).then().statusCode(401);

        assertThat(Stored.number(database, "select count(*) from messages")).isEqualTo(before);
    }

    @Test
    void aRoomIsReadInPagesNewestFirst() {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(
                    0,
                    send(i % 2 == 0 ? investor : founder, "{\"investmentId\":\"%s\",\"content\":\"a\"}", investment));
        }

        List<String> read = new ArrayList<>();
        String cursor = null;
        do {
            var page = as(founder)
                    .queryParam("investmentId", investment)
                    .queryParam("limit", 2)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get(MESSAGES)
                    .then()
                    .statusCode(200)
                    .extract();
            read.addAll(page.path("items.id"));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        assertThat(read).isEqualTo(sent);
        as(stranger)
                .get(MESSAGES + "?investmentId=" + investment)
                .then()
                .statusCode(404)
                .body("code", equalTo("investment-not-found"));
        as(Investing.person(Role.ADMIN))
                .get(MESSAGES + "?investmentId=" + investment)
                .then()
                .statusCode(200);
        as(stranger).get(MESSAGES + "?pitchId=" + pitch).then().statusCode(200).body("items", empty());
    }

    @Test
    void twoPeopleFindWhatTheyAddressedToEachOther() {
        String inPitch =
                send(investor, "{\"pitchId\":\"%s\",\"receiverId\":\"%s\",\"content\":\"a\"}", pitch, founder.id());
        String answer = send(
                founder,
                "{\"investmentId\":\"%s\",\"receiverId\":\"%s\",\"content\":\"b\"}",
                investment,
                investor.id());
        send(stranger, "{\"pitchId\":\"%s\",\"receiverId\":\"%s\",\"content\":\"c\"}", pitch, founder.id());
        send(investor, "{\"pitchId\":\"%s\",\"content\":\"to everybody\"}", pitch);

        for (List<Person> pair : List.of(List.of(investor, founder), List.of(founder, investor))) {
            as(pair.get(0))
                    .get(MESSAGES + "?with=" + pair.get(1).id())
                    .then()
                    .statusCode(200)
                    .body("items.id", contains(answer, inPitch))
                    .body("nextCursor", nullValue());
        }
        as(investor)
                .get(MESSAGES + "?with=" + UUID.randomUUID())
                .then()
                .statusCode(200)
                .body("items", empty());
        unpublish(pitch);
        as(investor).get(MESSAGES + "?with=" + founder.id()).then().body("items.id", contains(answer));
    }

    @Test
    void anUnclearQuestionIsRefused() {
        for (String query : List.of(
                "", "?with=", "?with=1-1-1-1-1", "?pitchId=x", "?pitchId=" + pitch + "&investmentId=" + investment)) {
            as(investor).get(MESSAGES + query).then().statusCode(400).body("code", equalTo("parameter-invalid"));
        }
        as(investor)
                .get(MESSAGES + "?pitchId=" + pitch + "&cursor=x")
                .then()
                .statusCode(400)
                .body("code", equalTo("page-invalid"));
    }

    @Test
    void conversationsShowTheLatestMessageAndWhatIsUnread() {
        UUID own = Investing.pitch(founder, PitchStatus.DRAFT);
        UUID foreign = Investing.pitch(founder, PitchStatus.PUBLISHED);
        send(founder, "{\"pitchId\":\"%s\",\"content\":\"note to myself\"}", own);
        send(stranger, "{\"pitchId\":\"%s\",\"content\":\"not about the investor\"}", foreign);
        String first = send(founder, "{\"investmentId\":\"%s\",\"content\":\"1\"}", investment);
        send(founder, "{\"investmentId\":\"%s\",\"content\":\"2\"}", investment);
        // In both rooms, of which it is the latest message: neither may get lost between two pages.
        String both =
                send(investor, "{\"pitchId\":\"%s\",\"investmentId\":\"%s\",\"content\":\"3\"}", pitch, investment);

        read(investor, first).statusCode(204);
        read(investor, first).statusCode(204);

        List<Object> pitches = new ArrayList<>();
        List<Object> investments = new ArrayList<>();
        String cursor = null;
        do {
            var page = as(investor)
                    .queryParam("limit", 1)
                    .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                    .get(MESSAGES + "/conversations")
                    .then()
                    .statusCode(200)
                    .body("items[0].lastMessage.id", equalTo(both))
                    .extract();
            if (page.path("items[0].investmentId") != null) {
                investments.add(page.path("items[0].investmentId"));
                assertThat(page.<Integer>path("items[0].unread")).isEqualTo(1);
                assertThat(page.<String>path("items[0].lastReadId")).isEqualTo(first);
            } else {
                pitches.add(page.path("items[0].pitchId"));
                assertThat(page.<Integer>path("items[0].unread")).isZero();
            }
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(pitches).containsExactly(pitch.toString());
        assertThat(investments).containsExactly(investment.toString());
        as(founder)
                .get(MESSAGES + "/conversations")
                .then()
                .body("items.size()", equalTo(4))
                .body("items.find { it.pitchId == '%s' }.unread".formatted(own), equalTo(0))
                .body("items.find { it.pitchId == '%s' }.unread".formatted(foreign), equalTo(1));
    }

    @Test
    void onlyWhatOneMayReadIsMarked() {
        String message = send(founder, "{\"investmentId\":\"%s\",\"content\":\"1\"}", investment);

        read(stranger, message).statusCode(404).body("code", equalTo("investment-not-found"));
        read(investor, UUID.randomUUID().toString()).statusCode(404).body("code", equalTo("message-not-found"));
        json(investor, "{\"messageId\":\"%s\"}".formatted(message))
                .post(MESSAGES + "/read")
                .then()
                .statusCode(422)
                .body("code", equalTo("validation-failed"));
        json(investor, "{\"investmentId\":\"%s\"}".formatted(investment))
                .post(MESSAGES + "/read")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/messageId"));
    }

    private ValidatableResponse read(Person reader, String message) {
        return json(reader, "{\"investmentId\":\"%s\",\"messageId\":\"%s\"}".formatted(investment, message))
                .post(MESSAGES + "/read")
                .then();
    }

    private void invalid(String body, String pointer) {
        json(investor, body)
                .post(MESSAGES)
                .then()
                .statusCode(422)
                .body("code", equalTo("validation-failed"))
                .body("errors.pointer", contains(pointer));
    }

    private String send(Person sender, String body, Object... values) {
        return post(sender, body, values).statusCode(201).extract().path("id");
    }

    private static ValidatableResponse post(Person sender, String body, Object... values) {
        return json(sender, body.formatted(values)).post(MESSAGES).then();
    }

    private String keyed(String body, String key) {
        return json(investor, body)
                .header(IdempotencyKey.HEADER, key)
                .post(MESSAGES)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static RequestSpecification json(Person user, String body) {
        return as(user).contentType(ContentType.JSON).body(body);
    }

    private void unpublish(UUID id) {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement("update pitches set status = 'DRAFT' where id = ?")) {
            update.setObject(1, id);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
