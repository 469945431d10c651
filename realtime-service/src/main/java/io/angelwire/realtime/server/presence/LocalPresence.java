package io.angelwire.realtime.server.presence;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomPresence.Present;
import io.angelwire.realtime.RoomPresence.Report;
import io.angelwire.realtime.server.hub.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Who is in one room on this node, and what of it Redis was not told yet. */
final class LocalPresence {

    private final Room room;
    private final Map<UUID, Integer> connections = new HashMap<>();
    private final Set<Member> watchers = new HashSet<>();
    private Set<UUID> untold = new HashSet<>();
    private boolean afresh = true;
    private long toldAtMillis = Long.MIN_VALUE;

    /** What the watchers know; null if they are to be told in any case. */
    private Present known;

    private boolean stale;
    private boolean reading;

    LocalPresence(Room room) {
        this.room = room;
    }

    void entered(Member member) {
        UUID user = member.caller().userId();
        if (connections.merge(user, 1, Integer::sum) == 1) {
            untold.add(user);
        }
    }

    void departed(Member member) {
        watchers.remove(member);
        UUID user = member.caller().userId();
        if (connections.merge(user, -1, Integer::sum) == 0) {
            connections.remove(user);
            untold.add(user);
        }
    }

    // ---- telling Redis

    boolean isDue(long nowMillis, long intervalMillis) {
        return !untold.isEmpty() || !connections.isEmpty() && nowMillis - intervalMillis >= toldAtMillis;
    }

    /** Nobody is here, and Redis knows. */
    boolean isOver() {
        return connections.isEmpty() && untold.isEmpty();
    }

    /** Takes what is untold as told; {@link #failed} gives it back. */
    Report report(long nowMillis) {
        toldAtMillis = nowMillis;
        List<String> come = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (UUID user : afresh ? connections.keySet() : untold) {
            (connections.containsKey(user) ? come : gone).add(user.toString());
        }
        untold = new HashSet<>();
        Report report = new Report(room, afresh, come, gone);
        afresh = false;
        return report;
    }

    /** Redis may have heard the report or not, or has forgotten what it heard before. */
    void failed() {
        afresh = true;
        untold.addAll(connections.keySet());
        toldAtMillis = Long.MIN_VALUE;
    }

    // ---- telling watchers

    void watch(Member member) {
        watchers.add(member);
        known = null;
        stale = true;
    }

    void changed() {
        stale = true;
    }

    boolean wantsReading() {
        return stale && !reading && !watchers.isEmpty();
    }

    void reading() {
        reading = true;
        stale = false;
    }

    /** @return whether the watchers are to be told */
    boolean read(Present present) {
        reading = false;
        boolean news = !present.equals(known);
        known = present;
        return news;
    }

    void readingFailed() {
        reading = false;
        stale = true;
    }

    Set<Member> watchers() {
        return Set.copyOf(watchers);
    }
}
