package io.angelwire.realtime;

import java.util.List;

/**
 * Part of a room's history, read at one instant.
 *
 * @param head offset of the room's newest event at that instant
 * @param events in order, without gaps; they may start later than asked for (older ones were trimmed) and end before the head (the
 *     page was full)
 */
public record HistoryPage(Offset head, List<PublishedEvent> events) {

    /** Whether every event after {@code seq} up to the head still exists, as far as this page tells. */
    public boolean reachesBackTo(long seq) {
        if (events.isEmpty()) {
            return head.seq() == seq;
        }
        return events.get(0).offset().seq() == seq + 1;
    }
}
