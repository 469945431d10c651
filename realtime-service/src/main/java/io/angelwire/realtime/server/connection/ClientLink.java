package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.server.frame.SharedText;
import io.angelwire.realtime.server.protocol.CloseCode;

/** The way to one client, whatever carries it. May be used from any thread; what is sent by one thread stays in order. */
public interface ClientLink {

    /** @return false if the client reads too slowly: more waits for it than may, and this is not sent */
    boolean send(String text);

    /** As {@link #send(String)}, for what goes to many clients. */
    boolean send(SharedText text);

    /** Asks the peer for a sign of life. */
    void ping();

    /** Ends the connection, by force if the peer doesn't take part. */
    void close(CloseCode code, String reason);

    /** Runs the action once most of what was sent is on its way; at once if it is. */
    void whenDrained(Runnable action);
}
