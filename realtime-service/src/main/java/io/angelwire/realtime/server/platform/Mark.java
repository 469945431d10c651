package io.angelwire.realtime.server.platform;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;

/** An event's place, as a client may name it later; kept without the event. */
record Mark(Room room, Offset offset) {

    static Mark of(PublishedEvent event) {
        return new Mark(event.room(), event.offset());
    }

    /** As clients see it. The epoch is the room's alone, so the room need not be named. */
    static String text(Offset offset) {
        return offset.epoch() + ":" + offset.seq();
    }
}
