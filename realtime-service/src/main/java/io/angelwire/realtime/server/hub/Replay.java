package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Offset;

/**
 * Brings one member that joins a room or comes back to where the room's feed is, and lets it follow from there.
 *
 * <p>It is replayed from the feed's few recent events if they reach, else from the history, page by page at the member's
 * own pace. It does not follow the live events meanwhile; it is done when what it has touches the recent events, so
 * nothing can slip in between.
 */
final class Replay {

    /** What a page of history has, too. */
    private static final int REPLAY_CHARS = 256 * 1024;

    private final RoomFeed feed;
    private final HistoryReads history;
    private final Membership membership;

    Replay(RoomFeed feed, HistoryReads history, Membership membership) {
        this.feed = feed;
        this.history = history;
        this.membership = membership;
    }

    /** Takes the member a step towards following; does nothing while the feed itself is behind, or a step is under way. */
    void step() {
        if (!feed.isLive() || membership.settled()) {
            return;
        }
        Offset since = membership.since();
        Offset position = feed.position();
        if (since == null) {
            membership.follow(position);
            membership.joined(position, null);
        } else if (!since.epoch().equals(position.epoch())) {
            startAnew();
        } else if (feed.recent().reachesBackTo(since.seq(), position.seq())) {
            if (!membership.answered()) {
                membership.joined(position, true);
            }
            deliverRecent();
        } else {
            membership.replaying(true);
            history.read(feed.room(), since.seq(), this::deliver, this::next);
        }
    }

    private void next() {
        membership.replaying(false);
        step();
    }

    private void deliver(HistoryPage page) {
        membership.replaying(false);
        if (membership.ended()) {
            return;
        }
        Offset since = membership.since();
        Offset position = feed.position();
        if (!feed.isLive() || !since.epoch().equals(position.epoch())) {
            step();
        } else if (!page.head().epoch().equals(position.epoch())) {
            // The history is ahead of the feed: the feed goes first, and settles its members then.
            feed.fallBehind();
        } else if (!page.reachesBackTo(since.seq())) {
            startAnew();
        } else {
            if (!membership.answered()) {
                membership.joined(page.head(), true);
            }
            page.events().forEach(event -> membership.deliver(new RoomEvent(event)));
            if (membership.since().seq() >= position.seq()) {
                membership.follow(membership.since());
            } else {
                nextWhenDrained();
            }
        }
    }

    /** As much as may wait for a member at once; the rest when that is on its way. */
    private void deliverRecent() {
        int chars = 0;
        for (RoomEvent event : feed.recent().after(membership.since().seq())) {
            if (chars >= REPLAY_CHARS) {
                nextWhenDrained();
                return;
            }
            membership.deliver(event);
            chars += event.published().json().length();
        }
        membership.follow(membership.since());
    }

    private void nextWhenDrained() {
        membership.replaying(true);
        history.whenDrained(membership.member, this::next);
    }

    private void startAnew() {
        Offset position = feed.position();
        membership.follow(position);
        if (membership.answered()) {
            membership.member.lost(feed.room(), position);
        } else {
            membership.joined(position, false);
        }
    }
}
