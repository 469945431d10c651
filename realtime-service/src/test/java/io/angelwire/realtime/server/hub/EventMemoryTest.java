package io.angelwire.realtime.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventMemoryTest {

    private static final Room ROOM = Room.user(new UUID(0, 1));

    /** For three of the events below. */
    private final EventMemory memory = new EventMemory(4_000);

    private final RecentEvents first = new RecentEvents(10, memory);
    private final RecentEvents second = new RecentEvents(10, memory);

    @Test
    void theOldestEventGoesFirstWhateverItsRoom() {
        first.add(event(1, 1_000));
        second.add(event(1, 1_000));
        first.add(event(2, 1_000));
        assertThat(first.reachesBackTo(0, 2)).isTrue();
        second.add(event(2, 1_000));
        assertThat(first.reachesBackTo(0, 2)).isFalse();
        assertThat(first.after(0)).extracting(RoomEvent::offset).containsExactly(offset(2));
        assertThat(second.after(0)).extracting(RoomEvent::offset).containsExactly(offset(1), offset(2));
    }

    @Test
    void aRoomThatForgotItsEventsLosesNoneOfTheNextForThem() {
        first.add(event(1, 1_000));
        first.clear();
        first.add(event(2, 1_000));
        second.add(event(1, 1_000));
        second.add(event(2, 1_000));
        assertThat(first.after(0)).extracting(RoomEvent::offset).containsExactly(offset(2));
    }

    @Test
    void anEventLargerThanEverythingMayBeIsNotRemembered() {
        first.add(event(1, 10));
        first.add(event(2, 5_000));
        assertThat(first.after(0)).isEmpty();
        assertThat(first.reachesBackTo(2, 2)).isTrue();
        assertThat(first.reachesBackTo(1, 2)).isFalse();
    }

    private static Offset offset(long seq) {
        return new Offset("epoch", seq);
    }

    private static RoomEvent event(long seq, int size) {
        return new RoomEvent(new PublishedEvent("id", ROOM, "name", offset(seq), "x".repeat(size)));
    }
}
