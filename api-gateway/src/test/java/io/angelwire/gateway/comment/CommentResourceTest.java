package io.angelwire.gateway.comment;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Told;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CommentResourceTest {

    private Person founder;
    private Person investor;
    private UUID pitch;
    private String comments;

    @BeforeEach
    void somebodyPitches() {
        founder = Investing.person(Role.FOUNDER);
        investor = Investing.person(Role.INVESTOR);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        comments = "/api/pitches/" + pitch + "/comments";
    }

    @Test
    void aCommentIsReadByEverybodyAndToldOnceInTheRoomAndToTheFounder() {
        Response added = add(investor, "How high?\\nReally?");
        added.then()
                .statusCode(201)
                .body("content", equalTo("How high?\nReally?"))
                .body("userId", equalTo(investor.id().toString()))
                .body("userName", equalTo(investor.name()));

        as(Investing.person(Role.FOUNDER))
                .get(comments)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(added.<String>path("id"))));
        JsonNode comment = Told.in(Room.pitch(pitch), 1).get(0).at("/data/comment");
        assertThat(comment.fieldNames())
                .toIterable()
                .containsExactly("id", "content", "user_id", "pitch_id", "created_at");
        assertThat(comment.get("id").textValue()).isEqualTo(added.path("id"));
        assertThat(Told.in(Room.user(founder.id()), 1).get(0).at("/data/comment"))
                .isEqualTo(comment);
    }

    @Test
    void commentsAreListedFromTheNewestPageByPage() {
        String first = add(investor, "first").path("id");
        String second = add(founder, "second").path("id");
        Response page = as(investor).queryParam("limit", 1).get(comments);
        assertThat(page.<List<String>>path("items.id")).containsExactly(second);
        as(investor)
                .queryParam("cursor", page.<String>path("nextCursor"))
                .get(comments)
                .then()
                .body("items.id", equalTo(List.of(first)));
    }

    @Test
    void onlyItsWriterAndAdminsDeleteIt() {
        String own = comments + "/" + add(investor, "mine").path("id");
        Response notYours = as(founder).delete(own);
        Response notThere = as(founder).delete(comments + "/" + UUID.randomUUID());
        notYours.then().statusCode(404).body("code", equalTo("comment-not-found"));
        assertThat(notYours.asString()).isEqualTo(notThere.asString());
        UUID other = Investing.pitch(founder, PitchStatus.PUBLISHED);
        as(investor)
                .delete(own.replace(pitch.toString(), other.toString()))
                .then()
                .statusCode(404);

        as(investor).delete(own).then().statusCode(204);
        as(investor).delete(own).then().statusCode(404);
        String another = comments + "/" + add(investor, "rude").path("id");
        as(Investing.person(Role.ADMIN)).delete(another).then().statusCode(204);
        as(investor).get(comments).then().body("items.size()", equalTo(0));
        assertThat(Told.in(Room.pitch(pitch), 4))
                .extracting(event -> event.get("event").textValue())
                .containsExactly("comment:added", "comment:deleted", "comment:added", "comment:deleted");
    }

    @Test
    void aDraftsCommentsAreItsFounders() {
        UUID draft = Investing.pitch(founder, PitchStatus.DRAFT);
        comments = "/api/pitches/" + draft + "/comments";
        add(investor, "?").then().statusCode(404).body("code", equalTo("pitch-not-found"));
        as(investor).get(comments).then().statusCode(404);
        add(founder, "!").then().statusCode(201);
        add(Investing.person(Role.ADMIN), "ok").then().statusCode(201);
    }

    private Response add(Person who, String content) {
        return as(who).contentType("application/json")
                .body("{\"content\":\"" + content + "\"}")
                .post(comments);
    }
}
