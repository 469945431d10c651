package io.angelwire.realtime.server.hub;

import java.util.ArrayDeque;
import java.util.List;

/** The newest events of a room, without gaps: as many as its bound and the node's {@link EventMemory} allow. */
final class RecentEvents {

    private final int capacity;
    private final EventMemory memory;
    private final ArrayDeque<RoomEvent> events = new ArrayDeque<>(0);

    RecentEvents(int capacity, EventMemory memory) {
        this.capacity = capacity;
        this.memory = memory;
    }

    void add(RoomEvent event) {
        if (events.size() == capacity) {
            events.removeFirst();
        }
        events.addLast(event);
        memory.added(this, event);
    }

    /** Does nothing if the event is not here any more. */
    void forget(RoomEvent event) {
        if (events.peekFirst() == event) {
            events.removeFirst();
        }
    }

    void clear() {
        events.clear();
    }

    /** Whether everything behind {@code seq} up to {@code newest} is here; also if that is nothing. */
    boolean reachesBackTo(long seq, long newest) {
        return seq == newest
                || seq < newest
                        && !events.isEmpty()
                        && events.getFirst().offset().seq() <= seq + 1;
    }

    List<RoomEvent> after(long seq) {
        return events.stream().filter(event -> event.offset().seq() > seq).toList();
    }
}
