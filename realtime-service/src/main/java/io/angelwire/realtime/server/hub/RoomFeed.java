package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.TransientEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One room on this node: how its members get every event once, in order, or are told what they lost.
 *
 * <p>The feed has a position, the offset of the last event that it passed on. A live event that is the next one is
 * passed on; an older one is a repetition; anything else means that events are missing here (the subscription was down,
 * Redis dropped messages, the epoch changed), and the feed catches up: it reads the history behind its position until
 * nothing is missing, holding live events back meanwhile. Only the history decides that events are lost.
 *
 * <p>How members that join or come back get to this position is for {@link Replay} to say.
 */
final class RoomFeed {

    private final Room room;
    private final HistoryReads history;
    private final HubLimits limits;
    private final LongAdder delivered;

    /** Small: most rooms are one user's own. */
    private final Map<Member, Membership> memberships = new LinkedHashMap<>(2);

    private final RecentEvents recent;
    /** Live events that came while the history was read. */
    private final List<RoomEvent> early = new ArrayList<>(0);

    /** Null until the history was read first. */
    private Offset position;

    private boolean subscribed;
    private boolean reading;
    /** Something came that the read under way may not contain. */
    private boolean readAgain;
    /** The epoch changed and members are still to be told. */
    private boolean lost;

    private boolean live;
    private boolean closed;

    /** @param delivered counts the live events that members are given */
    RoomFeed(Room room, HistoryReads history, EventMemory memory, HubLimits limits, LongAdder delivered) {
        this.room = room;
        this.history = history;
        this.limits = limits;
        this.delivered = delivered;
        this.recent = new RecentEvents(limits.recentEvents(), memory);
    }

    Room room() {
        return room;
    }

    /** The offset of the last event that was passed on; not null while the feed is live. */
    Offset position() {
        return position;
    }

    /** Whether nothing is missing: the next live event will be the one behind the position. */
    boolean isLive() {
        return live;
    }

    /** The newest events, up to the position. */
    RecentEvents recent() {
        return recent;
    }

    void add(Membership membership) {
        Membership before = memberships.put(membership.member, membership);
        if (before != null) {
            membership.replace(before);
        }
        settle(membership);
    }

    void remove(Member member) {
        Membership membership = memberships.remove(member);
        if (membership != null) {
            membership.end();
        }
    }

    boolean hasAnswered(Member member) {
        Membership membership = memberships.get(member);
        return membership != null && membership.answered();
    }

    Collection<Member> members() {
        return List.copyOf(memberships.keySet());
    }

    /** Goes past the history: for whoever follows the room, however far it has come. */
    void pass(TransientEvent event) {
        RoomEvent told = new RoomEvent(event.event());
        for (Membership membership : memberships.values()) {
            boolean excepted = membership.member.caller().userId().equals(event.exceptUser());
            if (membership.live() && !excepted) {
                membership.member.deliver(told);
            }
        }
    }

    /** The last event that the member has; null if it is not there yet. */
    Offset positionOf(Member member) {
        Membership membership = memberships.get(member);
        return membership == null ? null : membership.since();
    }

    boolean isEmpty() {
        return memberships.isEmpty();
    }

    void close() {
        closed = true;
    }

    void subscribed() {
        subscribed = true;
        catchUp();
    }

    void interrupted() {
        subscribed = false;
        live = false;
        early.clear();
    }

    void received(RoomEvent event) {
        if (!live) {
            hold(event);
        } else if (isNext(event)) {
            pass(event);
        } else if (!isOld(event)) {
            hold(event);
            fallBehind();
        }
    }

    /** Something is missing here: nothing is live until the history was read. */
    void fallBehind() {
        live = false;
        catchUp();
    }

    private void hold(RoomEvent event) {
        if (early.size() < limits.earlyEvents()) {
            early.add(event);
        } else {
            readAgain = true;
        }
    }

    private boolean isNext(RoomEvent event) {
        return event.offset().epoch().equals(position.epoch()) && event.offset().seq() == position.seq() + 1;
    }

    private boolean isOld(RoomEvent event) {
        return event.offset().epoch().equals(position.epoch()) && event.offset().seq() <= position.seq();
    }

    private void pass(RoomEvent event) {
        position = event.offset();
        recent.add(event);
        int told = 0;
        for (Membership membership : memberships.values()) {
            if (membership.live()) {
                membership.deliver(event);
                told++;
            }
        }
        delivered.add(told);
    }

    // ---- the feed's own gaps

    private void catchUp() {
        if (closed) {
            return;
        }
        if (reading) {
            readAgain = true;
            return;
        }
        reading = true;
        readAgain = false;
        history.read(room, position == null ? PastEvents.HEAD_ONLY : position.seq(), this::caughtUpTo, () -> {
            reading = false;
            catchUp();
        });
    }

    private void caughtUpTo(HistoryPage page) {
        reading = false;
        if (position == null) {
            position = page.head();
        } else if (!position.epoch().equals(page.head().epoch())) {
            // The page was asked for by an offset that means nothing in the new epoch: read that from its beginning.
            position = new Offset(page.head().epoch(), 0);
            lost = true;
            recent.clear();
            catchUp();
            return;
        } else {
            passOn(page);
        }
        if (position.seq() < page.head().seq() || readAgain) {
            catchUp();
            return;
        }
        passOnEarly();
    }

    private void passOn(HistoryPage page) {
        boolean complete = page.reachesBackTo(position.seq());
        if (!complete) {
            position = page.head();
            recent.clear();
        }
        if (lost || !complete) {
            lost = false;
            tellLost();
        }
        if (complete) {
            page.events().forEach(event -> pass(new RoomEvent(event)));
        }
    }

    private void passOnEarly() {
        List<RoomEvent> held = List.copyOf(early);
        early.clear();
        for (RoomEvent event : held) {
            if (isNext(event)) {
                pass(event);
            } else if (!isOld(event)) {
                readAgain = true;
            }
        }
        if (readAgain) {
            catchUp();
        } else if (subscribed) {
            live = true;
            memberships.values().forEach(this::settle);
        }
    }

    private void settle(Membership membership) {
        new Replay(this, history, membership).step();
    }

    private void tellLost() {
        for (Membership membership : memberships.values()) {
            if (membership.live()) {
                membership.follow(position);
                membership.member.lost(room, position);
            }
        }
    }
}
