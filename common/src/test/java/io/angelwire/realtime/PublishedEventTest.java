package io.angelwire.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.angelwire.job.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedEventTest {

    @Test
    void readsWhatSurroundsThePayload() {
        Room room = Room.user(Ids.newId());
        String json = "{\"id\":\"1\",\"event\":\"x\",\"room\":\"" + room
                + "\",\"offset\":{\"epoch\":\"e\",\"seq\":7},\"data\":{\"room\":\"no\"}}";
        PublishedEvent event = PublishedEvent.parse(json);
        assertThat(event).isEqualTo(new PublishedEvent("1", room, "x", new Offset("e", 7), json));
    }

    @Test
    void readsTheTraceThatItBelongsTo() {
        Room room = Room.user(Ids.newId());
        String json = "{\"id\":\"1\",\"event\":\"x\",\"room\":\"" + room
                + "\",\"trace\":\"00-ab-cd-01\",\"offset\":{\"epoch\":\"e\",\"seq\":7},\"data\":{\"trace\":\"no\"}}";

        PublishedEvent event = PublishedEvent.parse(json);

        assertThat(event.trace()).isEqualTo("00-ab-cd-01");
        assertThat(event.offset()).isEqualTo(new Offset("e", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "x",
                "{}",
                "{\"id\":\"1\",\"event\":\"x\",\"room\":\"user:1\"}",
                "{\"room\":\"nothing\"}"
            })
    void refusesWhatIsNoEvent(String json) {
        assertThatIllegalArgumentException().isThrownBy(() -> PublishedEvent.parse(json));
    }

    @Test
    void aLiveChannelNamesItsRoom() {
        Room room = Room.admin("alerts");
        assertThat(RoomKeys.roomOfLive(RoomKeys.live(room))).isEqualTo(room);
        assertThatIllegalArgumentException().isThrownBy(() -> RoomKeys.roomOfLive("news"));
    }
}
