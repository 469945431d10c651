package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/** An event on its way to the members of a room; encoded once for each protocol, not once for each member. */
public final class RoomEvent {

    private final PublishedEvent published;
    private Function<PublishedEvent, ?> encoder;
    private Object encoding;
    /** Of further protocols; null while there is one, as mostly. */
    private Map<Function<PublishedEvent, ?>, Object> others;

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
     * @param wanted the protocol's one instance; its result is kept as long as the event is
     */
    @SuppressWarnings("unchecked")
    public <T> T as(Function<PublishedEvent, T> wanted) {
        if (encoder == null) {
            encoder = wanted;
            encoding = wanted.apply(published);
        }
        if (encoder == wanted) {
            return (T) encoding;
        }
        if (others == null) {
            others = new IdentityHashMap<>(2);
        }
        return (T) others.computeIfAbsent(wanted, ignored -> wanted.apply(published));
    }
}
