package io.angelwire.realtime.server.redis;

import io.angelwire.realtime.Room;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rooms are wanted, and what Redis has said of them on the connection that there is. A room may be left and wanted
 * again before Redis has confirmed anything, so confirmations are counted: events surely arrive only after the last one.
 *
 * <p>While Redis has not confirmed everything, further rooms wait, and go in one command then: a thousand clients that come
 * at once bring a thousand rooms.
 */
final class RoomSubscriptions {

    private final Set<Room> wanted = new LinkedHashSet<>();
    private final Set<Room> waiting = new LinkedHashSet<>();
    private final Map<Room, Integer> unconfirmed = new HashMap<>();
    private final Map<Room, Integer> leaving = new HashMap<>();

    boolean wants(Room room) {
        return wanted.contains(room);
    }

    /** A new connection: nothing was asked for on it. */
    List<Room> begin() {
        waiting.clear();
        unconfirmed.clear();
        leaving.clear();
        return asked(wanted);
    }

    void want(Room room) {
        wanted.add(room);
    }

    /** @return the rooms to subscribe to now; none while others are to be confirmed first */
    List<Room> ask(Room room) {
        waiting.add(room);
        return next();
    }

    private List<Room> next() {
        if (!unconfirmed.isEmpty()) {
            return List.of();
        }
        List<Room> rooms = asked(waiting);
        waiting.clear();
        return rooms;
    }

    private List<Room> asked(Collection<Room> rooms) {
        rooms.forEach(room -> unconfirmed.merge(room, 1, Integer::sum));
        return new ArrayList<>(rooms);
    }

    void unwant(Room room) {
        wanted.remove(room);
    }

    /** @return whether there is something to take back */
    boolean leave(Room room) {
        if (waiting.remove(room)) {
            return false;
        }
        leaving.merge(room, 1, Integer::sum);
        return true;
    }

    /**
     * A subscription is confirmed.
     *
     * @return whether the room's events surely arrive
     */
    boolean confirm(Room room) {
        if (unconfirmed.merge(room, -1, Integer::sum) > 0) {
            return false;
        }
        unconfirmed.remove(room);
        return wanted.contains(room) && !waiting.contains(room);
    }

    /** @return the rooms to subscribe to now that something was confirmed */
    List<Room> askNext() {
        return next();
    }

    /**
     * The end of a subscription is confirmed.
     *
     * @return false if nobody had asked for it: the server has handed a wanted room over to another
     */
    boolean left(Room room) {
        int expected = leaving.getOrDefault(room, 0);
        if (expected > 1) {
            leaving.put(room, expected - 1);
        } else {
            leaving.remove(room);
        }
        return expected > 0 || !wanted.contains(room);
    }

    boolean allConfirmed() {
        return unconfirmed.isEmpty() && waiting.isEmpty();
    }

    Set<Room> unconfirmed() {
        return Set.copyOf(unconfirmed.keySet());
    }

    int size() {
        return wanted.size();
    }
}
