package io.angelwire.realtime.server.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.auth.RoomRights;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.hub.HubLimits;
import io.angelwire.realtime.server.hub.JoinAnswer;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.hub.RoomChannels;
import io.angelwire.realtime.server.hub.RoomEvent;
import io.angelwire.realtime.server.protocol.ClientError;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembershipReviewTest implements RoomAuthorization, RoomChannels {

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Hub hub = new Hub(
            tasks::add,
            (room, seq) -> CompletableFuture.completedFuture(new HistoryPage(new Offset("e", 0), List.of())),
            this,
            (delay, action) -> {},
            HubLimits.DEFAULTS);
    private final MembershipReview review = new MembershipReview(tasks::add, hub, this, List.of("pitch:updated"));
    private final Room one = Room.pitch(Ids.newId());
    private final Room other = Room.pitch(Ids.newId());
    private final List<Set<Room>> asked = new ArrayList<>();
    private final Queue<CompletableFuture<RoomRights>> answers = new ArrayDeque<>();
    private final List<Room> removed = new ArrayList<>();

    @BeforeEach
    void somebodyIsInBoth() {
        Someone member = new Someone();
        hub.join(member, one, null, member);
        hub.join(member, other, null, member);
        run();
    }

    @Test
    void takesOutWhoeverHasLostTheRight() {
        review.reviewAll();
        run();
        assertThat(asked).containsExactly(Set.of(one, other));
        answers.remove().complete(RoomRights.NONE);
        run();
        assertThat(removed).containsExactlyInAnyOrder(one, other);
        review.reviewAll();
        run();
        assertThat(asked).hasSize(1);
    }

    @Test
    void looksAtOneRoomWhenAnEventTellsOfIt() {
        review.seen(new PublishedEvent("1", one, "pitch:news", new Offset("e", 1), "{}"));
        run();
        assertThat(asked).isEmpty();
        review.seen(new PublishedEvent("2", one, "pitch:updated", new Offset("e", 2), "{}"));
        run();
        assertThat(asked).containsExactly(Set.of(one));
    }

    @Test
    void oneReviewIsUnderWayAtATimeAndNothingIsForgotten() {
        review.review(one);
        run();
        review.review(other);
        review.review(one);
        review.reviewAll();
        run();
        assertThat(asked).hasSize(1);
        answers.remove().completeExceptionally(new IllegalStateException("the database is away"));
        run();
        assertThat(removed).isEmpty();
        assertThat(asked).containsExactly(Set.of(one), Set.of(one, other));
        answers.remove().complete(RoomRights.NONE);
        run();
        assertThat(removed).hasSize(2);
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Override
    public CompletionStage<RoomRights> rights(Set<Room> rooms, Set<UUID> claimedAdmins) {
        asked.add(Set.copyOf(rooms));
        CompletableFuture<RoomRights> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    @Override
    public CompletionStage<Optional<ClientError>> refusal(Caller caller, Room room) {
        throw new AssertionError("nobody joins by this");
    }

    @Override
    public void forget(Room room) {}

    @Override
    public void subscribe(Room room) {
        tasks.add(() -> hub.subscribed(room));
    }

    @Override
    public void unsubscribe(Room room) {}

    private final class Someone implements Member, JoinAnswer {

        private final Caller caller = new Caller(Ids.newId(), Role.INVESTOR, Instant.MAX);

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public void deliver(RoomEvent event) {}

        @Override
        public void lost(Room room, Offset offset) {}

        @Override
        public void removed(Room room, ClientError reason) {
            removed.add(room);
        }

        @Override
        public void whenDrained(Runnable action) {
            action.run();
        }

        @Override
        public void joined(Offset offset, Boolean recovered) {}

        @Override
        public void refused(Refusal refusal) {}
    }
}
