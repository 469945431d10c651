package io.angelwire.realtime.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SavedSessionTest {

    private final UUID user = Ids.newId();
    private final Room own = Room.user(user);
    private final Room pitch = Room.pitch(Ids.newId());
    private final Room left = Room.pitch(Ids.newId());

    private final Map<Room, Offset> rooms = new LinkedHashMap<>();
    private final List<Mark> trail = new ArrayList<>();

    @Test
    void whatWasSentBehindTheLastThatArrivedIsStillToCome() {
        sent(own, "u", 4);
        sent(pitch, "p", 7);
        sent(left, "l", 2);
        sent(pitch, "p", 8);
        sent(own, "u", 5);
        sent(pitch, "p", 9);
        rooms.remove(left);

        assertThat(session().stoppedAt("p:9").orElseThrow().positions()).isEqualTo(rooms);
        assertThat(session().stoppedAt("p:8").orElseThrow().positions())
                .isEqualTo(Map.of(own, new Offset("u", 4), pitch, new Offset("p", 8)));
        SavedSession.Stop stop = session().stoppedAt("l:2").orElseThrow();
        assertThat(stop.last()).isEqualTo(new Mark(left, new Offset("l", 2)));
        assertThat(stop.positions()).isEqualTo(Map.of(own, new Offset("u", 4), pitch, new Offset("p", 7)));
        assertThat(session().stoppedAt("u:4").orElseThrow().positions())
                .isEqualTo(Map.of(own, new Offset("u", 4), pitch, new Offset("p", 6)));
    }

    @Test
    void aRoomThatWasJoinedLaterIsGoneOnWithFromItsJoin() {
        sent(own, "u", 1);
        rooms.put(pitch, new Offset("p", 40));
        assertThat(session().stoppedAt("u:1").orElseThrow().positions().get(pitch))
                .isEqualTo(new Offset("p", 40));
        sent(pitch, "p", 41);
        assertThat(session().stoppedAt("u:1").orElseThrow().positions().get(pitch))
                .isEqualTo(new Offset("p", 40));
    }

    @Test
    void whatTheClientHasMustBeKnown() {
        sent(own, "u", 1);
        assertThat(session().stoppedAt("u:2")).isEmpty();
        assertThat(session().stoppedAt("other:1")).isEmpty();
        assertThat(session().stoppedAt("")).isEmpty();
    }

    @Test
    void theTrailHasABound() {
        Trail kept = new Trail();
        for (int i = 1; i <= 1_000; i++) {
            kept.add(new Mark(own, new Offset("u", i)));
        }
        assertThat(kept.marks()).hasSize(256);
        assertThat(kept.marks().get(0).offset().seq()).isEqualTo(745);
    }

    @Test
    void survivesBeingStored() {
        sent(left, "l", 2);
        sent(own, "u", 4);
        sent(pitch, "p", 7);
        rooms.remove(left);
        assertThat(SavedSession.parse(session().toJson())).isEqualTo(session());
        assertThatThrownBy(() -> SavedSession.parse("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SavedSession.parse("{")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void belongsToTheUserInTheSameRole() {
        assertThat(session().isOf(new Caller(user, Role.INVESTOR, Instant.now())))
                .isTrue();
        assertThat(session().isOf(new Caller(user, Role.ADMIN, Instant.now()))).isFalse();
        assertThat(session().isOf(new Caller(Ids.newId(), Role.INVESTOR, Instant.now())))
                .isFalse();
    }

    private void sent(Room room, String epoch, long seq) {
        rooms.put(room, new Offset(epoch, seq));
        trail.add(new Mark(room, new Offset(epoch, seq)));
    }

    private SavedSession session() {
        return new SavedSession("sid", user, Role.INVESTOR, Map.copyOf(rooms), List.copyOf(trail));
    }
}
