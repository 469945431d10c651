package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Room;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** How a client whose token is valid gets into its first rooms, and hears that it is signed in. */
@FunctionalInterface
public interface Arrival {

    /**
     * Called once, on any thread.
     *
     * @param rooms the rooms that the client is in by what it is or has; its own is the last
     * @return completes when the client may send requests
     */
    CompletionStage<Void> arrive(List<Room> rooms);
}
