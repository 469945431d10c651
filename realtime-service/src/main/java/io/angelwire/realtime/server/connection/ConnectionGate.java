package io.angelwire.realtime.server.connection;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Keeps a flood of handshakes from taking what the connections that are here need. Whoever is turned away is to come
 * back in a while; other nodes may have room.
 */
public final class ConnectionGate {

    /** What the node bears. */
    public record Limits(int perSecond, int burst, int connections, int anonymous) {}

    private final Limits limits;
    private final RateMeter rate;
    private final IntSupplier connections;
    private final IntSupplier anonymous;
    private boolean closed;

    public ConnectionGate(Limits limits, IntSupplier connections, IntSupplier anonymous, LongSupplier nanoTime) {
        this.limits = limits;
        this.rate = new RateMeter(limits.perSecond(), limits.burst(), nanoTime);
        this.connections = connections;
        this.anonymous = anonymous;
    }

    /** Nobody more: the node is going. */
    public synchronized void close() {
        closed = true;
    }

    /** Whether one more may connect now; counts it if so. */
    public synchronized boolean admit() {
        return !closed
                && connections.getAsInt() < limits.connections()
                && anonymous.getAsInt() < limits.anonymous()
                && rate.tryAcquire();
    }
}
