package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A node that goes tells its clients, and they miss nothing. */
@QuarkusTest
class TakingLeaveTest extends RealtimeTest {

    /** Without it the clients of a node that ends are told 1000 by the framework, after which they don't come back. */
    @Test
    void isAskedForBeforeTheServerStops() {
        assertThat(ConfigProvider.getConfig().getValue("quarkus.shutdown.delay-enabled", Boolean.class))
                .isTrue();
    }

    @Test
    void everybodyIsToldWhenToComeBackAndMissesNothing() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        List<WsClient> clients =
                Stream.generate(() -> signedIn(Ids.newId())).limit(30).toList();
        clients.forEach(client -> client.call("subscribe_to_pitch", pitch));
        publish(Room.pitch(pitch), "before");
        JsonNode offset = null;
        for (WsClient client : clients) {
            offset = client.next("event").path("offset");
        }

        node.takeLeave();
        publish(Room.pitch(pitch), "meanwhile");
        for (WsClient client : clients) {
            JsonNode goodbye = client.next("goodbye");
            assertThat(goodbye.path("reconnect").asBoolean()).isTrue();
            assertThat(goodbye.path("afterMillis").get(0).asInt())
                    .isLessThan(goodbye.path("afterMillis").get(1).asInt());
            assertThat(client.closed().code()).isEqualTo(4000);
        }

        WsClient back = signedIn(Ids.newId());
        JsonNode ack = back.call("subscribe_to_pitch", pitch, offset);
        assertThat(ack.path("recovered").asBoolean()).isTrue();
        assertThat(back.next("event").path("event").asText()).isEqualTo("meanwhile");
    }
}
