package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/** An event on its way to the members of a room; encoded once for each protocol, not once for each member. */
public final class RoomEvent {

    private final PublishedEvent published;
    private final Map<Function<PublishedEvent, ?>, Object> encodings = new IdentityHashMap<>(2);

    RoomEvent(PublishedEvent published) {
        this.published = published;
    }

    public PublishedEvent published() {
        return published;
    }

    Offset offset() {
        return published.offset();
    }

    /**
     * The event in a protocol's form. Called on the hub's loop only, which is what makes the memory safe.
     *
     * @param encoder the protocol's one instance; its result is kept as long as the event is
     */
    @SuppressWarnings("unchecked")
    public <T> T as(Function<PublishedEvent, T> encoder) {
        return (T) encodings.computeIfAbsent(encoder, ignored -> encoder.apply(published));
    }
}
