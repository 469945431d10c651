package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Offset;

/** One member in one room, and how far it has come. */
final class Membership {

    final Member member;
    private JoinAnswer answer;
    /** The last event that it has; null: whatever is behind the head will do. */
    private Offset since;
    /** Follows the room's live events; a member that is still replayed doesn't. */
    private boolean live;

    private boolean replaying;
    private boolean ended;

    Membership(Member member, Offset since, JoinAnswer answer) {
        this.member = member;
        this.since = since;
        this.answer = answer;
    }

    /** Takes the place of an earlier membership of the same member. */
    void replace(Membership before) {
        before.end();
        if (!before.answered()) {
            before.refused(JoinAnswer.Refusal.UNAVAILABLE);
        }
        if (since == null && before.live) {
            follow(before.since);
            joined(before.since, null);
        }
    }

    void end() {
        ended = true;
    }

    boolean ended() {
        return ended;
    }

    boolean live() {
        return live;
    }

    /** Nothing to do for it: it follows, is gone, or the next step is under way. */
    boolean settled() {
        return live || ended || replaying;
    }

    void replaying(boolean underWay) {
        replaying = underWay;
    }

    boolean answered() {
        return answer == null;
    }

    Offset since() {
        return since;
    }

    void joined(Offset head, Boolean recovered) {
        JoinAnswer told = answer;
        answer = null;
        told.joined(head, recovered);
    }

    void refused(JoinAnswer.Refusal refusal) {
        JoinAnswer told = answer;
        answer = null;
        told.refused(refusal);
    }

    /** Delivers unless the member is gone or has it already. */
    void deliver(RoomEvent event) {
        if (!ended && event.offset().seq() > since.seq()) {
            since = event.offset();
            member.deliver(event);
        }
    }

    void follow(Offset from) {
        since = from;
        live = true;
    }
}
