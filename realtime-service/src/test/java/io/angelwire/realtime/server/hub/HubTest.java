package io.angelwire.realtime.server.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.TransientEvent;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HubTest {

    private static final Room ROOM = Room.admin("a");
    private static final HubLimits LIMITS =
            new HubLimits(4, 2_000, 4, 3, Duration.ofSeconds(5), Duration.ofMillis(500));

    private final FakeRooms rooms = FakeRooms.withHub(LIMITS);
    private final Hub hub = rooms.hub;
    private final RecordingMember ann = new RecordingMember();
    private final RecordingMember bob = new RecordingMember();

    @Test
    void deliversToEveryMemberWhatComesAfterTheJoin() {
        rooms.publish(ROOM, 2);
        join(ann, null);
        publish(1);
        join(bob, null);
        publish(2);
        assertThat(ann.told).containsExactly("joined e1/2 null", "e1/3", "e1/4", "e1/5");
        assertThat(bob.told).containsExactly("joined e1/3 null", "e1/4", "e1/5");
    }

    @Test
    void subscribesForTheFirstMemberAndUnsubscribesAfterTheLast() {
        join(ann, null);
        join(bob, null);
        leave(ann);
        assertThat(rooms.subscribed).containsExactly(ROOM);
        publish(1);
        assertThat(ann.told).hasSize(1);
        assertThat(bob.told).hasSize(2);
        leave(bob);
        assertThat(rooms.subscribed).isEmpty();
        join(ann, null);
        assertThat(rooms.subscribed).containsExactly(ROOM);
    }

    @Test
    void replaysRecentEventsWithoutAskingTheHistory() {
        join(ann, null);
        publish(5);
        int reads = rooms.reads;
        join(bob, since("e1", 3));
        assertThat(bob.told).containsExactly("joined e1/5 true", "e1/4", "e1/5");
        assertThat(rooms.reads).isEqualTo(reads);
    }

    @Test
    void replaysALongPastPageByPageAndThenFollows() {
        join(ann, null);
        publish(10);
        join(bob, since("e1", 1));
        publish(1);
        assertThat(bob.told)
                .containsExactly(
                        "joined e1/10 true",
                        "e1/2",
                        "e1/3",
                        "e1/4",
                        "e1/5",
                        "e1/6",
                        "e1/7",
                        "e1/8",
                        "e1/9",
                        "e1/10",
                        "e1/11");
    }

    @Test
    void aClientThatMissedNothingIsToldSo() {
        rooms.publish(ROOM, 7);
        join(ann, since("e1", 7));
        publish(1);
        assertThat(ann.told).containsExactly("joined e1/7 true", "e1/8");
    }

    @Test
    void closesTheGapBetweenHistoryAndLiveWithoutRepeating() {
        join(ann, null);
        publish(8);
        rooms.holdReplies = true;
        join(bob, since("e1", 5 - 4));
        publish(6);
        rooms.releaseReplies();
        rooms.run();
        publish(1);
        assertThat(bob.told).hasSize(15).startsWith("joined e1/8 true", "e1/2").endsWith("e1/13", "e1/14", "e1/15");
        assertThat(bob.told).doesNotHaveDuplicates();
    }

    @Test
    void replaysAtTheMembersPace() {
        join(ann, null);
        publish(10);
        bob.drained = false;
        join(bob, since("e1", 0));
        publish(1);
        assertThat(bob.told).containsExactly("joined e1/10 true", "e1/1", "e1/2", "e1/3");
        bob.drain();
        rooms.run();
        assertThat(bob.told).hasSize(7);
        bob.drain();
        rooms.run();
        bob.drain();
        rooms.run();
        assertThat(bob.told).hasSize(12).endsWith("e1/10", "e1/11");
    }

    @Test
    void saysThatTheHistoryDoesNotReachBack() {
        rooms.publish(ROOM, 5);
        rooms.trim(ROOM);
        rooms.publish(ROOM, 1);
        join(ann, since("e1", 3));
        join(bob, since("e0", 6));
        publish(1);
        assertThat(ann.told).containsExactly("joined e1/6 false", "e1/7");
        assertThat(bob.told).containsExactly("joined e1/6 false", "e1/7");
    }

    @Test
    void anOffsetThatTheRoomNeverHadIsNotRecovered() {
        rooms.publish(ROOM, 5);
        join(ann, since("e1", 9));
        assertThat(ann.told).containsExactly("joined e1/5 false");
    }

    @Test
    void aMemberThatLosesTheRaceAgainstTrimmingIsTold() {
        join(ann, null);
        publish(10);
        bob.drained = false;
        join(bob, since("e1", 0));
        rooms.trim(ROOM);
        bob.drain();
        rooms.run();
        publish(1);
        assertThat(bob.told).containsExactly("joined e1/10 true", "e1/1", "e1/2", "e1/3", "lost e1/10", "e1/11");
    }

    @Test
    void fetchesWhatTheChannelDropped() {
        join(ann, null);
        rooms.dropLive = true;
        publish(2);
        rooms.dropLive = false;
        publish(1);
        assertThat(ann.told).containsExactly("joined e1/0 null", "e1/1", "e1/2", "e1/3");
    }

    @Test
    void catchesUpAfterAnInterruption() {
        join(ann, null);
        publish(1);
        rooms.disconnect();
        publish(8);
        assertThat(ann.told).hasSize(2);
        rooms.holdReplies = true;
        rooms.reconnect();
        publish(7);
        rooms.releaseReplies();
        rooms.run();
        publish(1);
        assertThat(ann.told).hasSize(18).doesNotHaveDuplicates().endsWith("e1/16", "e1/17");
    }

    @Test
    void tellsAllMembersWhatCannotBeCaughtUp() {
        join(ann, null);
        publish(1);
        rooms.disconnect();
        publish(8);
        rooms.trim(ROOM);
        publish(1);
        rooms.reconnect();
        rooms.run();
        publish(1);
        assertThat(ann.told).containsExactly("joined e1/0 null", "e1/1", "lost e1/10", "e1/11");
    }

    @Test
    void afterLostDataTellsFirstAndThenDeliversAllThatIsNew() {
        join(ann, null);
        publish(2);
        rooms.disconnect();
        rooms.loseData("e2");
        publish(5);
        rooms.reconnect();
        rooms.run();
        publish(1);
        assertThat(ann.told)
                .containsExactly(
                        "joined e1/0 null",
                        "e1/1",
                        "e1/2",
                        "lost e2/0",
                        "e2/1",
                        "e2/2",
                        "e2/3",
                        "e2/4",
                        "e2/5",
                        "e2/6");
    }

    @Test
    void noticesANewEpochByALiveEvent() {
        join(ann, null);
        publish(2);
        rooms.loseData("e2");
        publish(1);
        assertThat(ann.told).containsExactly("joined e1/0 null", "e1/1", "e1/2", "lost e2/0", "e2/1");
    }

    @Test
    void triesAgainWhenTheHistoryCannotBeRead() {
        rooms.failReads = true;
        join(ann, null);
        assertThat(ann.told).isEmpty();
        rooms.failReads = false;
        rooms.fireTimers();
        rooms.run();
        // The patience of the join is among the timers; the one that is asked first wins.
        join(bob, null);
        publish(1);
        assertThat(bob.told).containsExactly("joined e1/0 null", "e1/1");
    }

    @Test
    void refusesAJoinThatRedisKeepsWaiting() {
        rooms.disconnect();
        join(ann, null);
        assertThat(ann.told).isEmpty();
        rooms.fireTimers();
        rooms.run();
        assertThat(ann.told).containsExactly("refused UNAVAILABLE");
        rooms.reconnect();
        rooms.run();
        publish(1);
        assertThat(ann.told).hasSize(1);
        assertThat(rooms.subscribed).isEmpty();
    }

    @Test
    void answersAJoinOnceTheRoomIsCaughtUp() {
        join(ann, null);
        rooms.disconnect();
        join(bob, null);
        publish(1);
        rooms.reconnect();
        rooms.run();
        assertThat(bob.told).containsExactly("joined e1/1 null");
        assertThat(ann.told).endsWith("e1/1");
    }

    @Test
    void joiningAgainLosesNothing() {
        join(ann, null);
        publish(1);
        rooms.disconnect();
        publish(2);
        join(ann, null);
        rooms.reconnect();
        rooms.run();
        assertThat(ann.told).containsExactly("joined e1/0 null", "e1/1", "joined e1/1 null", "e1/2", "e1/3");
    }

    @Test
    void joiningAgainWithAnOffsetRepeatsFromThere() {
        join(ann, null);
        publish(3);
        join(ann, since("e1", 2));
        publish(1);
        assertThat(ann.told)
                .containsExactly("joined e1/0 null", "e1/1", "e1/2", "e1/3", "joined e1/3 true", "e1/3", "e1/4");
    }

    @Test
    void aMemberThatIsGoneIsNotBroughtBackByALateJoin() {
        ann.open = false;
        hub.leaveAll(ann);
        join(ann, null);
        assertThat(ann.told).isEmpty();
        assertThat(rooms.subscribed).isEmpty();
    }

    @Test
    void leavesAllRoomsAtOnce() {
        join(ann, null);
        hub.join(ann, Room.admin("b"), null, ann);
        rooms.run();
        hub.leaveAll(ann);
        publish(1);
        assertThat(rooms.subscribed).isEmpty();
        assertThat(ann.told).hasSize(2);
    }

    @Test
    void tellsWhereAMemberWasInEachRoomWhenItLeavesAll() {
        Map<Room, Offset> left = new HashMap<>();
        rooms.publish(ROOM, 2);
        join(ann, null);
        publish(3);
        hub.join(ann, Room.admin("b"), null, ann);
        rooms.run();
        hub.leaveAll(ann, left::putAll);
        publish(1);
        assertThat(left)
                .containsEntry(ROOM, since("e1", 5))
                .containsKey(Room.admin("b"))
                .hasSize(2);
    }

    @Test
    void aMemberIsInAsManyRoomsAsItMayBe() {
        for (String topic : new String[] {"1", "2", "3", "4", "1"}) {
            hub.join(ann, Room.admin(topic), null, ann);
            rooms.run();
        }
        assertThat(ann.told)
                .filteredOn(told -> told.startsWith("refused"))
                .containsExactly("refused " + JoinAnswer.Refusal.TOO_MANY_ROOMS);
        assertThat(ann.told).hasSize(5);
    }

    @Test
    void whoIsTakenOutIsToldAndHearsNothingMore() {
        join(ann, null);
        join(bob, null);
        publish(1);
        hub.remove(ann, ROOM, ErrorCode.NOT_A_PARTY.because("gone"));
        publish(1);
        assertThat(ann.told).containsExactly("joined e1/0 null", "e1/1", "removed NOT_A_PARTY");
        assertThat(bob.told).hasSize(3);
        hub.remove(ann, ROOM, ErrorCode.NOT_A_PARTY.because("gone"));
        rooms.run();
        assertThat(ann.told).hasSize(3);
    }

    @Test
    void whoIsTakenOutWhileReplayedHearsNothingMore() {
        join(ann, null);
        publish(10);
        bob.drained = false;
        join(bob, since("e1", 0));
        hub.remove(bob, ROOM, ErrorCode.NOT_A_PARTY.because("gone"));
        rooms.run();
        bob.drain();
        publish(1);
        assertThat(bob.told).endsWith("e1/3", "removed NOT_A_PARTY");
    }

    @Test
    void aTransientEventPassesTheHistoryBy() {
        join(ann, null);
        join(bob, null);
        publish(1);
        PublishedEvent typing = new PublishedEvent("t", ROOM, "typing", null, "{}");
        hub.received(new TransientEvent(ann.caller.userId(), typing));
        rooms.run();
        publish(1);
        assertThat(ann.told).containsExactly("joined e1/0 null", "e1/1", "e1/2");
        assertThat(bob.told).containsExactly("joined e1/0 null", "e1/1", "transient typing", "e1/2");
        hub.tell(new TransientEvent(null, typing), List.of(ann));
        leave(ann);
        hub.tell(new TransientEvent(null, typing), List.of(ann));
        rooms.run();
        assertThat(ann.told).hasSize(4).endsWith("transient typing");
    }

    @Test
    void observersSeeWhoIsWhere() {
        List<String> seen = new ArrayList<>();
        hub.observe(new RoomObserver() {
            @Override
            public void entered(Room room, Member member) {
                seen.add("+" + room);
            }

            @Override
            public void departed(Room room, Member member) {
                seen.add("-" + room);
            }
        });
        join(ann, null);
        join(ann, null);
        hub.join(ann, Room.admin("b"), null, ann);
        rooms.run();
        leave(ann);
        leave(ann);
        hub.leaveAll(ann);
        rooms.run();
        assertThat(seen).containsExactly("+admin:a", "+admin:b", "-admin:a", "-admin:b");
    }

    @Test
    void encodesAnEventOnceForAllMembers() {
        int[] encoded = {0};
        java.util.function.Function<PublishedEvent, String> encoder = event -> {
            encoded[0]++;
            return event.json();
        };
        AtomicBoolean same = new AtomicBoolean();
        RoomEvent event = new RoomEvent(new PublishedEvent("1", ROOM, "x", since("e", 1), "{}"));
        same.set(event.as(encoder) == event.as(encoder));
        assertThat(encoded[0]).isEqualTo(1);
        assertThat(same).isTrue();
    }

    private void join(RecordingMember member, Offset since) {
        hub.join(member, ROOM, since, member);
        rooms.run();
    }

    private void leave(RecordingMember member) {
        hub.leave(member, ROOM, () -> {});
        rooms.run();
    }

    private void publish(int count) {
        rooms.publish(ROOM, count);
        rooms.run();
    }

    private static Offset since(String epoch, long seq) {
        return new Offset(epoch, seq);
    }
}
