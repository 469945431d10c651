package io.angelwire.realtime.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.angelwire.realtime.server.engineio.CloseReason;

/** Hears of one client in one namespace, one call at a time in the order of what the client sent, on different threads. */
public interface SocketListener {

    /**
     * The client emitted an event.
     *
     * @param name a string or a number
     * @param arguments what came with it
     * @param ackId answer with {@link NamespaceSocket#ack}; null if the client wants no answer
     * @param size characters of the packet and bytes of its attachments
     */
    void event(JsonNode name, ArrayNode arguments, Long ackId, int size);

    /** The client acknowledged an event. This server never asks for that; whoever counts messages counts these, too. */
    default void acknowledged() {}

    /** The client left the namespace; once and last, in place of {@link #closed}. */
    void disconnected();

    /** The connection is gone, or the server has left the namespace; once and last. */
    void closed(CloseReason reason);
}
