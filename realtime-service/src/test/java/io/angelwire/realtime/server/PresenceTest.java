package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomPresence;
import io.angelwire.testing.Investing;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PresenceTest extends RealtimeTest {

    @Inject
    ObjectMapper json;

    private final UUID ann = Ids.newId();
    private final UUID bob = Ids.newId();
    private UUID pitch;

    @BeforeEach
    void somebodyPitches() {
        pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
    }

    @Test
    void whoAskedIsToldWhoComesAndGoes() {
        WsClient asking = joined(ann);
        asking.ask("get_presence", Map.of("pitchId", pitch));
        untilPresent(asking, ann);
        WsClient phone = joined(bob);
        WsClient laptop = joined(bob);
        untilPresent(asking, ann, bob);
        phone.close();
        laptop.call("unsubscribe_from_pitch", pitch);
        untilPresent(asking, ann);
    }

    @Test
    void whoDidNotAskIsNotTold() {
        WsClient quiet = joined(ann);
        WsClient asking = joined(bob);
        asking.ask("get_presence", Map.of("pitchId", pitch));
        untilPresent(asking, ann, bob);
        assertThat(quiet.untilNow()).isEmpty();
    }

    @Test
    void usersOfAnotherNodeAreSeenAndForgottenWithIt() {
        WsClient asking = joined(ann);
        asking.ask("get_presence", Map.of("pitchId", pitch));
        untilPresent(asking, ann);
        RoomPresence other = new RoomPresence(redis, json, "other-" + pitch, Duration.ofMillis(2500), 100);
        RoomPresence.Report report =
                new RoomPresence.Report(Room.pitch(pitch), true, List.of(bob.toString(), ann.toString()), List.of());
        ScheduledExecutorService living = Executors.newSingleThreadScheduledExecutor();
        try {
            living.scheduleWithFixedDelay(() -> other.report(List.of(report)), 0, 500, TimeUnit.MILLISECONDS);
            untilPresent(asking, ann, bob);
        } finally {
            living.shutdownNow();
        }
        untilPresent(asking, ann);
    }

    @Test
    void whoMayNotBeInTheRoomLearnsNothing() {
        UUID draft = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.DRAFT);
        WsClient client = signedIn(ann);
        assertThat(client.ask("get_presence", Map.of("pitchId", draft))
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(4105);
        assertThat(client.ask("get_presence", Map.of("investmentId", draft))
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(4103);
        assertThat(client.ask("get_presence", Map.of())
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(4104);
        // One may look before one joins; changes are for members.
        JsonNode before = client.ask("get_presence", Map.of("pitchId", pitch));
        assertThat(before.path("data").path("presence").path("count").asInt()).isZero();
        joined(bob);
        assertThat(client.untilNow()).isEmpty();
    }

    private WsClient joined(UUID user) {
        WsClient client = signedIn(user);
        assertThat(client.call("subscribe_to_pitch", pitch).path("ok").asBoolean())
                .isTrue();
        return client;
    }

    private void untilPresent(WsClient asking, UUID... users) {
        asking.until(frame -> {
            JsonNode presence = frame.path("data").path("presence");
            assertThat(presence.path("pitch_id").asText()).isEqualTo(pitch.toString());
            List<String> present = json.convertValue(presence.path("users"), new TypeReference<>() {});
            return presence.path("count").asInt() == users.length
                    && present.containsAll(
                            List.of(users).stream().map(UUID::toString).toList());
        });
    }
}
