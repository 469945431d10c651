package io.angelwire.realtime.server;

import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomPresence;
import io.angelwire.realtime.TransientEvent;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.node.ArrivalSpans;
import io.angelwire.realtime.server.node.NoticeReader;
import io.angelwire.realtime.server.presence.PresenceTracker;
import io.angelwire.realtime.server.redis.Subscription;
import io.angelwire.realtime.server.rights.MembershipReview;

/** Hands on what the node's subscription brings to whom it concerns. */
final class IncomingEvents implements Subscription.Listener {

    private final Hub hub;
    private final PresenceTracker presence;
    private final MembershipReview review;
    private final NoticeReader notices;
    private final ArrivalSpans arrivals;

    IncomingEvents(
            Hub hub, PresenceTracker presence, MembershipReview review, NoticeReader notices, ArrivalSpans arrivals) {
        this.hub = hub;
        this.presence = presence;
        this.review = review;
        this.notices = notices;
        this.arrivals = arrivals;
    }

    @Override
    public void subscribed(Room room) {
        hub.subscribed(room);
    }

    @Override
    public void received(PublishedEvent published) {
        arrivals.arrived(published);
        hub.received(published);
        review.seen(published);
    }

    @Override
    public void received(TransientEvent told) {
        if (told.event().name().equals(RoomPresence.CHANGED)) {
            presence.changed(told.event().room());
        } else if (told.event().name().equals(MembershipReview.RIGHTS_CHANGED)) {
            review.review(told.event().room());
        } else {
            hub.received(told);
        }
    }

    @Override
    public void noticesSubscribed() {
        notices.subscribed();
    }

    @Override
    public void noticed(String message) {
        notices.received(message);
    }

    @Override
    public void interrupted() {
        hub.interrupted();
    }
}
