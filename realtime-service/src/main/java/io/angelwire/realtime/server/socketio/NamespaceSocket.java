package io.angelwire.realtime.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.server.engineio.EnginePacket;
import io.vertx.core.MultiMap;
import java.util.List;

/** One client in one namespace. May be used from any thread; what one thread sends stays in order. */
public final class NamespaceSocket {

    private final SocketConnection connection;
    private final String namespace;

    NamespaceSocket(SocketConnection connection, String namespace) {
        this.connection = connection;
        this.namespace = namespace;
    }

    /** Of the request that opened the connection. */
    public MultiMap headers() {
        return connection.headers();
    }

    /**
     * Lets the client in.
     *
     * @param sid the client's id in this namespace, which other clients may know
     * @param pid by which the client may come back, a secret; null if it can't
     */
    public boolean accept(String sid, String pid) {
        if (!connection.accepted(this)) {
            return false;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("sid", sid);
        if (pid != null) {
            answer.put("pid", pid);
        }
        return send(new SocketPacket(SocketPacket.Type.CONNECT, namespace, null, answer));
    }

    /**
     * Doesn't let the client in; it won't try again by itself.
     *
     * @param data details for programs, or null
     */
    public void refuse(String message, ObjectNode data) {
        if (!connection.leave(this)) {
            return;
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("message", message);
        if (data != null) {
            answer.set("data", data);
        }
        send(new SocketPacket(SocketPacket.Type.CONNECT_ERROR, namespace, null, answer));
    }

    /** @return false, and nothing is sent, if more waits for the client than may */
    public boolean emit(String event, List<JsonNode> arguments) {
        ArrayNode data =
                JsonNodeFactory.instance.arrayNode(1 + arguments.size()).add(event);
        arguments.forEach(data::add);
        return send(new SocketPacket(SocketPacket.Type.EVENT, namespace, null, data));
    }

    /** @return as {@link #emit} */
    public boolean ack(long id, ArrayNode arguments) {
        return send(new SocketPacket(SocketPacket.Type.ACK, namespace, id, arguments));
    }

    /** Sends what was encoded for this namespace before. */
    public boolean send(EnginePacket encoded) {
        return connection.send(List.of(encoded));
    }

    private boolean send(SocketPacket packet) {
        return connection.send(SocketEncoder.encode(packet));
    }

    /** Takes the client out of the namespace; it won't come back by itself. The listener hears nothing more. */
    public void disconnect() {
        if (connection.leave(this)) {
            send(new SocketPacket(SocketPacket.Type.DISCONNECT, namespace, null, null));
        }
    }

    /** Ends the whole connection; the client comes back by itself. */
    public void closeConnection() {
        connection.close();
    }

    /** The same for a client that doesn't read: what waits for it is dropped. */
    public void abortConnection() {
        connection.abort();
    }

    public void whenDrained(Runnable action) {
        connection.whenDrained(action);
    }
}
