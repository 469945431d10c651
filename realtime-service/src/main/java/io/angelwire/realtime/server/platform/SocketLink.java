package io.angelwire.realtime.server.platform;

import io.angelwire.realtime.server.connection.ClientLink;
import io.angelwire.realtime.server.engineio.EnginePacket;
import io.angelwire.realtime.server.frame.SharedText;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.socketio.NamespaceSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A client behind Socket.IO. Until it is let in, what is sent to it is held back.
 *
 * <p>A client reconnects by itself only after its connection has ended, so that is how it is told to; a DISCONNECT or
 * CONNECT_ERROR tells it to stay away.
 */
final class SocketLink implements ClientLink {

    /** From here on, coming back would fail again. */
    private static final int LASTING = 4500;
    /** Rooms to recover have a page of events each; a client with more starts anew. */
    private static final int MAX_HELD = 10_000;

    private final NamespaceSocket socket;
    private final Runnable alive;
    private final BooleanSupplier signedIn;
    private List<EnginePacket> held = new ArrayList<>();
    private final List<Runnable> awaitingDrain = new ArrayList<>(0);

    /**
     * @param alive told that the client lives
     * @param signedIn whether its token was accepted
     */
    SocketLink(NamespaceSocket socket, Runnable alive, BooleanSupplier signedIn) {
        this.socket = socket;
        this.alive = alive;
        this.signedIn = signedIn;
    }

    /**
     * Lets the client in.
     *
     * @param welcome what comes before everything else
     * @return false if more was held back than may wait for the client
     */
    synchronized boolean admit(String sid, String pid, String welcome) {
        boolean sent = socket.accept(sid, pid) && socket.send(packet(welcome));
        for (int i = 0; sent && i < held.size(); i++) {
            sent = socket.send(held.get(i));
        }
        held = null;
        awaitingDrain.forEach(socket::whenDrained);
        awaitingDrain.clear();
        return sent;
    }

    /** Forgets what was held back. */
    synchronized void forget() {
        held.clear();
        awaitingDrain.clear();
    }

    private static EnginePacket packet(String wire) {
        // Without the digit, which the packet has as its type.
        return EnginePacket.message(wire.substring(1));
    }

    @Override
    public boolean send(String text) {
        return send(packet(text));
    }

    @Override
    public boolean send(SharedText text) {
        return send(EnginePacket.shared(text));
    }

    private synchronized boolean send(EnginePacket packet) {
        if (held == null) {
            return socket.send(packet);
        }
        if (held.size() >= MAX_HELD) {
            return false;
        }
        held.add(packet);
        return true;
    }

    /** The engine has a heartbeat of its own, and ends the connection of who doesn't answer. */
    @Override
    public void ping() {
        alive.run();
    }

    @Override
    public void close(CloseCode code, String reason) {
        boolean admitted;
        synchronized (this) {
            admitted = held == null;
        }
        boolean passing = code == CloseCode.GOING_AWAY || signedIn.getAsBoolean() && code.code() < LASTING;
        if (!admitted && !passing) {
            socket.refuse(message(code), SocketFrames.reason(code));
        } else if (admitted && code.code() >= LASTING) {
            socket.send(packet(SocketFrames.leaving(code, reason)));
            socket.disconnect();
        } else if (code == CloseCode.SLOW_CONSUMER) {
            socket.abortConnection();
        } else {
            socket.closeConnection();
        }
    }

    /** The description's. */
    private static String message(CloseCode code) {
        return switch (code) {
            case BAD_TOKEN, TOKEN_EXPIRED -> "Invalid token";
            case TOO_MANY_CONNECTIONS -> "Too many connections";
            default -> "Authentication failed";
        };
    }

    @Override
    public synchronized void whenDrained(Runnable action) {
        if (held == null) {
            socket.whenDrained(action);
        } else {
            awaitingDrain.add(action);
        }
    }
}
