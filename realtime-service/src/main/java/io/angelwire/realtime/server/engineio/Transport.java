package io.angelwire.realtime.server.engineio;

import java.util.List;

/** What carries a session's packets. The session calls it with its lock held, so nothing here may call back at once. */
interface Transport {

    /** As in the query parameter {@code transport}. */
    String name();

    /** Whether {@link #write} may be called. */
    boolean writable();

    void write(List<EnginePacket> packets);

    /** Bytes that were written and that the network has not taken yet. */
    long pendingBytes();

    /** Runs the action when most of what was written is with the network. */
    void whenDrained(Runnable action);

    /** No packets follow; what was written still arrives. */
    void close();
}
