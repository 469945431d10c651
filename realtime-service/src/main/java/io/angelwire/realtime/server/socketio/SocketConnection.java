package io.angelwire.realtime.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.server.connection.RateMeter;
import io.angelwire.realtime.server.connection.Timers;
import io.angelwire.realtime.server.engineio.CloseReason;
import io.angelwire.realtime.server.engineio.EngineListener;
import io.angelwire.realtime.server.engineio.EnginePacket;
import io.angelwire.realtime.server.engineio.EngineSession;
import io.angelwire.realtime.server.engineio.MalformedPacketException;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * One client's connection: which namespaces it is in, and that it keeps to the protocol. A packet that breaks it ends the
 * connection, as there is no way to answer one.
 *
 * <p>A lock guards the state; listeners are called without it.
 */
final class SocketConnection implements EngineListener {

    private static final Logger LOG = Logger.getLogger(SocketConnection.class);

    /** A client that connects to namespaces more often is looking for something, or for trouble. */
    private static final int CONNECTS_PER_SECOND = 1;

    private static final int CONNECTS_AT_ONCE = 10;

    private static final class Entry {
        final NamespaceSocket socket;
        SocketListener listener;
        boolean connected;

        Entry(NamespaceSocket socket) {
            this.socket = socket;
        }
    }

    private final EngineSession session;
    private final MultiMap headers;
    private final Map<String, Namespace> namespaces;
    private final Duration connectTimeout;
    private final Timers timers;
    private final SocketDecoder decoder;
    private final Map<String, Entry> entries = new HashMap<>(2);
    private final RateMeter connects = new RateMeter(CONNECTS_PER_SECOND, CONNECTS_AT_ONCE, System::nanoTime);
    private boolean closed;
    private Runnable cancelConnectTimeout = () -> {};

    SocketConnection(
            EngineSession session,
            MultiMap headers,
            Map<String, Namespace> namespaces,
            Duration connectTimeout,
            Timers timers) {
        this.session = session;
        this.headers = headers;
        this.namespaces = namespaces;
        this.connectTimeout = connectTimeout;
        this.timers = timers;
        this.decoder = new SocketDecoder(session.maxPayload());
    }

    synchronized void opened() {
        awaitConnect();
    }

    /** From the opening, and again when the client has left its last namespace. */
    private void awaitConnect() {
        cancelConnectTimeout.run();
        cancelConnectTimeout = timers.after(connectTimeout, this::close);
    }

    MultiMap headers() {
        return headers;
    }

    // ---- what the client sends

    @Override
    public void message(String text) {
        try {
            SocketPacket packet = decoder.text(text);
            if (packet != null) {
                received(packet);
            } else {
                // Before its attachments take memory.
                listenerFor(decoder.incomplete());
            }
        } catch (MalformedPacketException e) {
            breach(e);
        }
    }

    @Override
    public void message(byte[] content) {
        try {
            SocketPacket packet = decoder.binary(content);
            if (packet != null) {
                received(packet);
            }
        } catch (MalformedPacketException e) {
            breach(e);
        }
    }

    private void breach(MalformedPacketException rule) {
        LOG.debugf("connection closed: %s", rule.getMessage());
        close();
    }

    private void received(SocketPacket packet) throws MalformedPacketException {
        if (packet.type() == SocketPacket.Type.CONNECT) {
            connect(packet);
            return;
        }
        SocketListener listener = listenerFor(packet);
        if (packet.type() == SocketPacket.Type.EVENT) {
            ArrayNode arguments = (ArrayNode) packet.data();
            JsonNode name = arguments.remove(0);
            listener.event(name, arguments, packet.id(), decoder.size());
        } else if (packet.type() == SocketPacket.Type.DISCONNECT) {
            listener.disconnected();
        } else {
            listener.acknowledged();
        }
    }

    private synchronized SocketListener listenerFor(SocketPacket packet) throws MalformedPacketException {
        Entry entry = entries.get(packet.namespace());
        if (entry == null || !entry.connected) {
            throw new MalformedPacketException("a packet for a namespace that the client is not in");
        }
        if (packet.type() == SocketPacket.Type.DISCONNECT) {
            remove(packet.namespace());
        }
        return entry.listener;
    }

    private void connect(SocketPacket packet) throws MalformedPacketException {
        count();
        Namespace namespace = namespaces.get(packet.namespace());
        if (namespace == null) {
            refuse(packet.namespace());
            return;
        }
        Entry entry = new Entry(new NamespaceSocket(this, packet.namespace()));
        synchronized (this) {
            if (closed) {
                return;
            }
            if (entries.putIfAbsent(packet.namespace(), entry) != null) {
                throw new MalformedPacketException("connected to the namespace before");
            }
        }
        ObjectNode auth = packet.data() == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) packet.data();
        SocketListener listener = namespace.connecting(entry.socket, auth);
        synchronized (this) {
            entry.listener = listener;
            if (!closed) {
                return;
            }
        }
        // The connection has ended while the namespace took the client in.
        listener.closed(CloseReason.TRANSPORT_CLOSED);
    }

    private synchronized void count() throws MalformedPacketException {
        if (!connects.tryAcquire()) {
            throw new MalformedPacketException("too many attempts to connect");
        }
    }

    private void refuse(String namespace) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("message", "Invalid namespace");
        send(SocketEncoder.encode(new SocketPacket(SocketPacket.Type.CONNECT_ERROR, namespace, null, answer)));
    }

    @Override
    public void closed(CloseReason reason) {
        List<SocketListener> left;
        synchronized (this) {
            closed = true;
            cancelConnectTimeout.run();
            left = listeners();
            entries.clear();
        }
        left.forEach(listener -> listener.closed(reason));
    }

    private synchronized List<SocketListener> listeners() {
        return entries.values().stream()
                .map(entry -> entry.listener)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    // ---- what the server sends

    /** @return false if the client is not waiting to be let in (any more) */
    synchronized boolean accepted(NamespaceSocket socket) {
        Entry entry = entryOf(socket);
        if (entry == null || entry.connected) {
            return false;
        }
        entry.connected = true;
        cancelConnectTimeout.run();
        return true;
    }

    /** @return false if the client is not in the namespace by this socket */
    synchronized boolean leave(NamespaceSocket socket) {
        Entry entry = entryOf(socket);
        if (entry == null) {
            return false;
        }
        entries.values().remove(entry);
        if (entries.isEmpty()) {
            awaitConnect();
        }
        return true;
    }

    private void remove(String namespace) {
        entries.remove(namespace);
        if (entries.isEmpty()) {
            awaitConnect();
        }
    }

    private Entry entryOf(NamespaceSocket socket) {
        for (Entry entry : entries.values()) {
            if (entry.socket == socket) {
                return entry;
            }
        }
        return null;
    }

    boolean send(List<EnginePacket> packets) {
        return session.sendAll(packets);
    }

    void whenDrained(Runnable action) {
        session.whenDrained(action);
    }

    void close() {
        session.close();
    }

    void abort() {
        session.abort();
    }
}
