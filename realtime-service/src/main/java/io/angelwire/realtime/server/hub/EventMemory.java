package io.angelwire.realtime.server.hub;

import java.util.ArrayDeque;

/**
 * What the recent events of all rooms may take together; the oldest goes first, whatever its room. Without it a node with
 * many rooms would hold them all for ever, and its garbage collections copy them.
 */
final class EventMemory {

    /** What an event takes besides its JSON, roughly. */
    private static final int OVERHEAD = 256;

    private record Held(RecentEvents room, RoomEvent event) {
        int size() {
            return OVERHEAD + event.published().json().length();
        }
    }

    private final long most;
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private long size;

    /** @param most characters of JSON, about: an event is held in a few forms */
    EventMemory(long most) {
        this.most = most;
    }

    /** Lets rooms forget others if need be; the event itself, too, if it is larger than everything may be. */
    void added(RecentEvents room, RoomEvent event) {
        Held newest = new Held(room, event);
        held.addLast(newest);
        size += newest.size();
        while (size > most) {
            Held oldest = held.removeFirst();
            size -= oldest.size();
            oldest.room().forget(oldest.event());
        }
    }
}
