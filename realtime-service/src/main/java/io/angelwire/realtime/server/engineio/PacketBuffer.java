package io.angelwire.realtime.server.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Packets on their way out, which wait here while the transport can't take them, and who waits for them to be gone. Used
 * with the session's lock held.
 */
final class PacketBuffer {

    private final Deque<EnginePacket> packets = new ArrayDeque<>(2);
    private final List<Runnable> awaitingDrain = new ArrayList<>(0);
    private long bytes;

    boolean isEmpty() {
        return packets.isEmpty();
    }

    /**
     * Writes the packets, or keeps them until the transport is writable.
     *
     * @param most bytes that may wait, here and at the transport
     * @return false, and none is sent, if more would wait
     */
    boolean send(List<EnginePacket> added, Transport transport, long most) {
        long more = 0;
        for (EnginePacket packet : added) {
            more += packet.size();
        }
        if (bytes + transport.pendingBytes() + more > most) {
            return false;
        }
        if (packets.isEmpty() && transport.writable()) {
            transport.write(added);
        } else {
            packets.addAll(added);
            bytes += more;
        }
        return true;
    }

    /** The session's last word, whatever waits before it. */
    void add(EnginePacket packet) {
        packets.add(packet);
    }

    void flushTo(Transport transport) {
        if (packets.isEmpty() || !transport.writable()) {
            return;
        }
        List<EnginePacket> waiting = List.copyOf(packets);
        clear();
        transport.write(waiting);
        awaitingDrain.forEach(transport::whenDrained);
        awaitingDrain.clear();
    }

    void whenDrained(Runnable action, Transport transport) {
        if (packets.isEmpty()) {
            transport.whenDrained(action);
        } else {
            awaitingDrain.add(action);
        }
    }

    /** What waits is not sent. */
    void clear() {
        packets.clear();
        bytes = 0;
    }

    /** Nobody is told any more. */
    void forgetWaiting() {
        awaitingDrain.clear();
    }
}
