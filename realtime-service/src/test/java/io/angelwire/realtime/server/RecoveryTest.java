package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomKeys;
import io.angelwire.testing.Investing;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who comes back gets exactly what was missed, or is told that it is gone. */
@QuarkusTest
class RecoveryTest extends RealtimeTest {

    private final UUID user = Ids.newId();

    @Test
    void theMissedEventsOfARoomFollowTheAckAndThenTheLiveOnes() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        WsClient before = signedIn(user);
        before.call("subscribe_to_pitch", pitch);
        publish(Room.pitch(pitch), "seen");
        JsonNode offset = before.next("event").path("offset");
        before.close();
        publish(Room.pitch(pitch), "missed-1", "missed-2");

        WsClient after = signedIn(user);
        JsonNode ack = after.call("subscribe_to_pitch", pitch, offset);
        publish(Room.pitch(pitch), "live");

        assertThat(ack.path("recovered").asBoolean()).isTrue();
        List<JsonNode> events = List.of(after.next("event"), after.next("event"), after.next("event"));
        assertThat(names(events)).containsExactly("missed-1", "missed-2", "live");
        assertThat(events)
                .extracting(event -> event.path("offset").path("seq").asLong())
                .containsExactly(2L, 3L, 4L);
        assertThat(after.untilNow()).isEmpty();
    }

    @Test
    void theMissedEventsOfTheOwnRoomComeAfterSigningIn() {
        WsClient before = signedIn(user);
        publish(Room.user(user), "seen");
        JsonNode offset = before.next("event").path("offset");
        before.close();
        publish(Room.user(user), "missed");

        WsClient byFrame = connected();
        byFrame.send("{'type':'auth','token':'" + TestTokens.tokenFor(user, "investor") + "','since':" + offset + "}");
        assertThat(byFrame.next("ready").path("recovered").asBoolean()).isTrue();
        assertThat(byFrame.next("event").path("event").asText()).isEqualTo("missed");

        WsClient byQuery = keep(WsClient.connect(
                ws("?since=" + offset.path("epoch").asText() + ","
                        + offset.path("seq").asLong()),
                "Authorization",
                "Bearer " + TestTokens.tokenFor(user, "investor")));
        assertThat(byQuery.next("ready").path("recovered").asBoolean()).isTrue();
        assertThat(byQuery.next("event").path("event").asText()).isEqualTo("missed");
    }

    @Test
    void whoMissedNothingIsToldSo() {
        WsClient before = signedIn(user);
        publish(Room.user(user), "seen");
        JsonNode offset = before.next("event").path("offset");
        WsClient after = connected();
        after.send("{'type':'auth','token':'" + TestTokens.tokenFor(user, "investor") + "','since':" + offset + "}");
        assertThat(after.next("ready").path("recovered").asBoolean()).isTrue();
        assertThat(after.untilNow()).isEmpty();
    }

    @Test
    void aHistoryThatDoesNotReachBackIsSaidToBeLost() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        Room room = Room.pitch(pitch);
        // Nobody here is in the room, so that the node has nothing of it in memory.
        publish(room, "one", "two", "three");
        String epoch = send(Command.HGET, RoomKeys.head(room), "epoch").toString();
        send(Command.XTRIM, RoomKeys.history(room), "MAXLEN", "1");

        WsClient after = signedIn(user);
        JsonNode ack = after.call("subscribe_to_pitch", pitch, offset(epoch, 1));
        assertThat(ack.path("recovered").asBoolean(true)).isFalse();
        assertThat(ack.path("offset").path("seq").asLong()).isEqualTo(3);
        assertThat(after.untilNow()).isEmpty();

        assertThat(signedIn(user)
                        .call("subscribe_to_pitch", pitch, offset("gone", 3))
                        .path("recovered")
                        .asBoolean(true))
                .isFalse();
    }

    private static JsonNode offset(String epoch, long seq) {
        return JsonNodeFactory.instance.objectNode().put("epoch", epoch).put("seq", seq);
    }
}
