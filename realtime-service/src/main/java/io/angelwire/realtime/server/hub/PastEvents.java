package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Room;
import java.util.concurrent.CompletionStage;

/** Reads the histories of rooms, page by page. */
@FunctionalInterface
public interface PastEvents {

    /** Asks for the head alone. */
    long HEAD_ONLY = -1;

    CompletionStage<HistoryPage> after(Room room, long seq);
}
