package io.angelwire.realtime.server.socketio;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What clients connect to under one name. */
@FunctionalInterface
public interface Namespace {

    /**
     * A client wants to connect. Answered once by {@link NamespaceSocket#accept} or {@link NamespaceSocket#refuse}, now or
     * later, on any thread.
     *
     * @param auth what the client sent with it, an empty object if nothing
     */
    SocketListener connecting(NamespaceSocket socket, ObjectNode auth);
}
