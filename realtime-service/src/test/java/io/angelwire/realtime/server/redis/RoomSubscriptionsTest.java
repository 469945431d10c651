package io.angelwire.realtime.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoomSubscriptionsTest {

    private final RoomSubscriptions rooms = new RoomSubscriptions();
    private final Room one = Room.pitch(Ids.newId());
    private final Room other = Room.pitch(Ids.newId());
    private final Room third = Room.pitch(Ids.newId());

    private List<Room> want(Room room) {
        rooms.want(room);
        return rooms.ask(room);
    }

    private boolean leave(Room room) {
        rooms.unwant(room);
        return rooms.leave(room);
    }

    @Test
    void whatIsWantedMeanwhileGoesInOneCommand() {
        assertThat(want(one)).containsExactly(one);
        assertThat(want(other)).isEmpty();
        assertThat(want(third)).isEmpty();
        assertThat(rooms.allConfirmed()).isFalse();
        assertThat(rooms.confirm(one)).isTrue();
        assertThat(rooms.askNext()).containsExactly(other, third);
        assertThat(rooms.askNext()).isEmpty();
        assertThat(rooms.confirm(other)).isTrue();
        assertThat(rooms.confirm(third)).isTrue();
        assertThat(rooms.allConfirmed()).isTrue();
    }

    @Test
    void whatIsLeftBeforeItWasAskedForCostsNothing() {
        want(one);
        want(other);
        assertThat(leave(other)).isFalse();
        rooms.confirm(one);
        assertThat(rooms.askNext()).isEmpty();
        assertThat(rooms.allConfirmed()).isTrue();
    }

    @Test
    void eventsOfARoomThatWasLeftAndIsWantedAgainArriveAfterTheLastConfirmation() {
        want(one);
        assertThat(leave(one)).isTrue();
        assertThat(want(one)).isEmpty();
        assertThat(rooms.confirm(one)).isFalse();
        assertThat(rooms.askNext()).containsExactly(one);
        assertThat(rooms.left(one)).isTrue();
        assertThat(rooms.confirm(one)).isTrue();
    }

    @Test
    void aSubscriptionThatEndsUnaskedForIsNoticed() {
        want(one);
        rooms.confirm(one);
        assertThat(rooms.left(one)).isFalse();
        leave(one);
        assertThat(rooms.left(one)).isTrue();
    }

    @Test
    void aNewConnectionIsAskedForAllThatIsWanted() {
        want(one);
        want(other);
        want(third);
        leave(third);
        assertThat(rooms.begin()).containsExactly(one, other);
        assertThat(rooms.unconfirmed()).containsExactlyInAnyOrder(one, other);
    }
}
