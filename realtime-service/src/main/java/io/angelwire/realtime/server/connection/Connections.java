package io.angelwire.realtime.server.connection;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The open connections of this node, by user: a user has as many as tabs and devices. */
public final class Connections {

    private final int perUser;
    private final Set<Session> all = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Integer> ofUser = new HashMap<>();

    public Connections(int perUser) {
        this.perUser = perUser;
    }

    void opened(Session session) {
        all.add(session);
    }

    void closed(Session session) {
        all.remove(session);
    }

    /** Counts one more of the user's; false, and counts nothing, if the user has all that a user may have. */
    synchronized boolean admit(UUID userId) {
        int open = ofUser.getOrDefault(userId, 0);
        if (open >= perUser) {
            return false;
        }
        ofUser.put(userId, open + 1);
        return true;
    }

    synchronized void release(UUID userId) {
        ofUser.computeIfPresent(userId, (id, open) -> open == 1 ? null : open - 1);
    }

    public Collection<Session> all() {
        return List.copyOf(all);
    }

    public int size() {
        return all.size();
    }
}
