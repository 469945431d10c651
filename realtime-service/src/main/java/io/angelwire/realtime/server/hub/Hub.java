package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.TransientEvent;
import io.angelwire.realtime.server.protocol.ClientError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The rooms that this node has members in. It knows neither Redis nor WebSockets: events come in by {@link #received},
 * the past by {@link PastEvents}, and go out to {@link Member}s.
 *
 * <p>Everything happens on one loop: an executor that runs one task at a time, in order, and never inside {@code
 * execute}. So nothing is locked, and the order within a room is the order of the calls. Public methods may be called from any thread.
 */
public final class Hub {

    private final Executor loop;
    private final HistoryReads history;
    private final EventMemory memory;
    private final RoomChannels channels;
    private final Delay delay;
    private final HubLimits limits;
    private final Map<Room, RoomFeed> feeds = new HashMap<>();
    private final Map<Member, Set<Room>> roomsOf = new HashMap<>();
    private final List<RoomObserver> observers = new ArrayList<>();
    private final LongAdder delivered = new LongAdder();
    private volatile int rooms;

    public Hub(Executor loop, PastEvents past, RoomChannels channels, Delay delay, HubLimits limits) {
        this.loop = loop;
        this.history = new HistoryReads(loop, past, delay, limits.retryDelay());
        this.memory = new EventMemory(limits.recentSize());
        this.channels = channels;
        this.delay = delay;
        this.limits = limits;
    }

    /** Before anybody joins. */
    public void observe(RoomObserver observer) {
        observers.add(observer);
    }

    /**
     * Brings the member into the room. Whether it may is the caller's to know. Joining again restarts the member there:
     * with {@code since}, what is behind it comes (again).
     *
     * @param since the last event that the member has, or null
     */
    public void join(Member member, Room room, Offset since, JoinAnswer answer) {
        loop.execute(() -> {
            if (!member.isOpen()) {
                return;
            }
            Set<Room> rooms = roomsOf.computeIfAbsent(member, ignored -> new HashSet<>(2));
            if (!rooms.contains(room) && rooms.size() >= limits.roomsPerMember()) {
                answer.refused(JoinAnswer.Refusal.TOO_MANY_ROOMS);
                return;
            }
            if (rooms.add(room)) {
                observers.forEach(observer -> observer.entered(room, member));
            }
            RoomFeed feed = feeds.computeIfAbsent(room, this::open);
            this.rooms = feeds.size();
            Membership membership = new Membership(member, since, answer);
            feed.add(membership);
            if (!membership.answered()) {
                delay.after(limits.joinPatience(), () -> loop.execute(() -> giveUp(room, membership)));
            }
        });
    }

    /** Takes the member out of the room, if it is in it. The action runs on the loop, after the last event. */
    public void leave(Member member, Room room, Runnable done) {
        loop.execute(() -> {
            depart(member, room);
            done.run();
        });
    }

    /**
     * Takes the member out of a room that it may not be in any more, and tells it; does nothing if it isn't there, or if
     * its join is still to be answered.
     */
    public void remove(Member member, Room room, ClientError reason) {
        loop.execute(() -> {
            RoomFeed feed = feeds.get(room);
            if (feed != null && feed.hasAnswered(member)) {
                depart(member, room);
                member.removed(room, reason);
            }
        });
    }

    /** Tells, on the loop, whether the member is in the room. */
    public void isIn(Member member, Room room, Consumer<Boolean> answer) {
        loop.execute(() -> answer.accept(roomsOf.getOrDefault(member, Set.of()).contains(room)));
    }

    /** Tells, on the loop, who is in the rooms of these kinds. */
    public void membersOf(Set<Room.Kind> kinds, Consumer<Map<Room, Collection<Member>>> answer) {
        loop.execute(() -> {
            Map<Room, Collection<Member>> members = new HashMap<>();
            feeds.forEach((room, feed) -> {
                if (kinds.contains(room.kind())) {
                    members.put(room, feed.members());
                }
            });
            answer.accept(members);
        });
    }

    /** Takes the member out of every room; it must not be open any more, so that a late join doesn't bring it back. */
    public void leaveAll(Member member) {
        leaveAll(member, left -> {});
    }

    /** The same. @param left told on the loop: the rooms, with the last event that the member has of each */
    public void leaveAll(Member member, Consumer<Map<Room, Offset>> left) {
        loop.execute(() -> {
            Map<Room, Offset> positions = new HashMap<>();
            Set<Room> rooms = roomsOf.remove(member);
            if (rooms != null) {
                for (Room room : rooms) {
                    Offset position = feeds.get(room).positionOf(member);
                    if (position != null) {
                        positions.put(room, position);
                    }
                    remove(member, room);
                }
            }
            left.accept(positions);
        });
    }

    /** How many rooms have members here. */
    public int rooms() {
        return rooms;
    }

    /** How many live events were given to members, each counted once for each member. */
    public long delivered() {
        return delivered.sum();
    }

    /** The room's live events arrive from now on; what came before is in its history. */
    public void subscribed(Room room) {
        loop.execute(() -> {
            RoomFeed feed = feeds.get(room);
            if (feed != null) {
                feed.subscribed();
            }
        });
    }

    /** A live event. */
    public void received(PublishedEvent event) {
        loop.execute(() -> {
            RoomFeed feed = feeds.get(event.room());
            if (feed != null) {
                feed.received(new RoomEvent(event));
            }
        });
    }

    /** An event that is not of the room's history, for all that are in the room but one user. */
    public void received(TransientEvent event) {
        loop.execute(() -> {
            RoomFeed feed = feeds.get(event.event().room());
            if (feed != null) {
                feed.pass(event);
            }
        });
    }

    /** Gives an event that is not of the room's history to those of the members that are in the room. */
    public void tell(TransientEvent event, Collection<Member> members) {
        loop.execute(() -> {
            RoomEvent told = new RoomEvent(event.event());
            for (Member member : members) {
                if (roomsOf.getOrDefault(member, Set.of())
                        .contains(event.event().room())) {
                    member.deliver(told);
                }
            }
        });
    }

    /** No live events arrive any more, until {@link #subscribed} says so for each room. */
    public void interrupted() {
        loop.execute(() -> List.copyOf(feeds.values()).forEach(RoomFeed::interrupted));
    }

    private RoomFeed open(Room room) {
        channels.subscribe(room);
        return new RoomFeed(room, history, memory, limits, delivered);
    }

    private void giveUp(Room room, Membership membership) {
        if (!membership.answered() && !membership.ended()) {
            depart(membership.member, room);
            membership.refused(JoinAnswer.Refusal.UNAVAILABLE);
        }
    }

    private void depart(Member member, Room room) {
        Set<Room> rooms = roomsOf.get(member);
        if (rooms != null && rooms.remove(room)) {
            remove(member, room);
            if (rooms.isEmpty()) {
                roomsOf.remove(member);
            }
        }
    }

    private void remove(Member member, Room room) {
        RoomFeed feed = feeds.get(room);
        feed.remove(member);
        observers.forEach(observer -> observer.departed(room, member));
        if (feed.isEmpty()) {
            feeds.remove(room);
            rooms = feeds.size();
            feed.close();
            channels.unsubscribe(room);
        }
    }
}
