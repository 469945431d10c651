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
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * One room on this node: how its members get every event once, in order, or are told what they lost.
 *
 * <p>The feed has a position, the offset of the last event that it passed on. A live event that is the next one is
 * passed on; an older one is a repetition; anything else means that events are missing here (the subscription was down,
 * Redis dropped messages, the epoch changed), and the feed catches up: it reads the history behind its position until
 * nothing is missing, holding live events back meanwhile. Only the history decides that events are lost.
 *
 * <p>A member that comes back with an offset is replayed from the feed's few recent events if they reach, else from the
 * history, page by page at the member's own pace. It does not follow the live events meanwhile; it is done when what it
 * has touches the recent events, so nothing can slip in between.
 */
final class RoomFeed {

    /** What a page of history has, too. */
    private static final int REPLAY_CHARS = 256 * 1024;

    private final Room room;
    private final Executor loop;
    private final PastEvents past;
    private final Delay delay;
    private final HubLimits limits;
    private final LongAdder delivered;

    private final Map<Member, Membership> memberships = new LinkedHashMap<>();
    private final RecentEvents recent;
    /** Live events that came while the history was read. */
    private final List<RoomEvent> early = new ArrayList<>();

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
    RoomFeed(Room room, Executor loop, PastEvents past, Delay delay, HubLimits limits, LongAdder delivered) {
        this.room = room;
        this.loop = loop;
        this.past = past;
        this.delay = delay;
        this.limits = limits;
        this.delivered = delivered;
        this.recent = new RecentEvents(limits.recentEvents());
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
            live = false;
            hold(event);
            catchUp();
        }
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
        read(position == null ? PastEvents.HEAD_ONLY : position.seq(), this::caughtUpTo, () -> {
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

    private void tellLost() {
        for (Membership membership : memberships.values()) {
            if (membership.live()) {
                membership.follow(position);
                membership.member.lost(room, position);
            }
        }
    }

    // ---- members that join or come back

    /** Lets the member follow the room, or takes it a step towards that; waits if the feed itself is behind. */
    private void settle(Membership membership) {
        if (!live || membership.settled()) {
            return;
        }
        Offset since = membership.since();
        if (since == null) {
            membership.follow(position);
            membership.joined(position, null);
        } else if (!since.epoch().equals(position.epoch())) {
            startAnew(membership);
        } else if (recent.reachesBackTo(since.seq(), position.seq())) {
            if (!membership.answered()) {
                membership.joined(position, true);
            }
            replayRecent(membership);
        } else {
            membership.replaying(true);
            read(since.seq(), page -> replay(membership, page), () -> {
                membership.replaying(false);
                settle(membership);
            });
        }
    }

    private void replay(Membership membership, HistoryPage page) {
        membership.replaying(false);
        if (membership.ended()) {
            return;
        }
        Offset since = membership.since();
        if (!live || !since.epoch().equals(position.epoch())) {
            settle(membership);
        } else if (!page.head().epoch().equals(position.epoch())) {
            // The history is ahead of the feed: the feed goes first, and settles its members then.
            live = false;
            catchUp();
        } else if (!page.reachesBackTo(since.seq())) {
            startAnew(membership);
        } else {
            if (!membership.answered()) {
                membership.joined(page.head(), true);
            }
            page.events().forEach(event -> membership.deliver(new RoomEvent(event)));
            if (membership.since().seq() >= position.seq()) {
                membership.follow(membership.since());
            } else {
                settleWhenDrained(membership);
            }
        }
    }

    /** As much as may wait for a member at once; the rest when that is on its way. */
    private void replayRecent(Membership membership) {
        int chars = 0;
        for (RoomEvent event : recent.after(membership.since().seq())) {
            if (chars >= REPLAY_CHARS) {
                settleWhenDrained(membership);
                return;
            }
            membership.deliver(event);
            chars += event.published().json().length();
        }
        membership.follow(membership.since());
    }

    private void settleWhenDrained(Membership membership) {
        membership.replaying(true);
        membership.member.whenDrained(() -> loop.execute(() -> {
            membership.replaying(false);
            settle(membership);
        }));
    }

    private void startAnew(Membership membership) {
        membership.follow(position);
        if (membership.answered()) {
            membership.member.lost(room, position);
        } else {
            membership.joined(position, false);
        }
    }

    private void read(long after, Consumer<HistoryPage> use, Runnable retry) {
        past.after(room, after)
                .whenComplete((page, failure) -> loop.execute(() -> {
                    if (failure == null) {
                        use.accept(page);
                    } else {
                        delay.after(limits.retryDelay(), () -> loop.execute(retry));
                    }
                }));
    }
}
