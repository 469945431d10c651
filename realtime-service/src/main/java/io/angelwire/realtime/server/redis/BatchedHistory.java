package io.angelwire.realtime.server.redis;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomHistory;
import io.angelwire.realtime.RoomHistory.Position;
import io.angelwire.realtime.server.hub.PastEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reads histories many at a time: what is asked for while reads are under way goes in one round trip when one of them has
 * ended. After a reconnect every room of the node is read, and every client of a failed node comes back at once. Those
 * who wait for the same are read for once: clients of one room have mostly missed the same events.
 */
public final class BatchedHistory implements PastEvents {

    /** What a read of the head alone counts, of which a page of events is a multiple: it may be as large as all of them. */
    private static final int HEAD = 1;

    private static final int PAGE = 16;
    private static final int MOST = 128;

    private record Batch(List<Position> positions, List<CompletableFuture<HistoryPage>> pages) {}

    private final Function<List<Position>, CompletionStage<List<HistoryPage>>> history;
    private final int atOnce;
    private final Map<Position, CompletableFuture<HistoryPage>> waiting = new LinkedHashMap<>();
    private int underWay;

    /** @param atOnce round trips under way at a time; each takes a connection */
    public BatchedHistory(RoomHistory history, int atOnce) {
        this(history::after, atOnce);
    }

    BatchedHistory(Function<List<Position>, CompletionStage<List<HistoryPage>>> history, int atOnce) {
        this.history = history;
        this.atOnce = atOnce;
    }

    @Override
    public CompletionStage<HistoryPage> after(Room room, long seq) {
        CompletableFuture<HistoryPage> page;
        synchronized (waiting) {
            // One that waits is read later than now, so it has whatever is known to be missing now.
            page = waiting.computeIfAbsent(new Position(room, seq), position -> new CompletableFuture<>());
            if (underWay >= atOnce) {
                return page;
            }
            underWay++;
        }
        readNext();
        return page;
    }

    private void readNext() {
        Batch batch = nextBatch();
        if (batch == null) {
            return;
        }
        history.apply(batch.positions()).whenComplete((pages, failure) -> {
            for (int i = 0; i < batch.pages().size(); i++) {
                if (failure == null) {
                    batch.pages().get(i).complete(pages.get(i));
                } else {
                    batch.pages().get(i).completeExceptionally(failure);
                }
            }
            readNext();
        });
    }

    private Batch nextBatch() {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>());
        synchronized (waiting) {
            var next = waiting.entrySet().iterator();
            int size = 0;
            while (next.hasNext() && size < MOST) {
                var read = next.next();
                size += read.getKey().seq() < 0 ? HEAD : PAGE;
                if (size <= MOST) {
                    batch.positions().add(read.getKey());
                    batch.pages().add(read.getValue());
                    next.remove();
                }
            }
            if (batch.positions().isEmpty()) {
                underWay--;
                return null;
            }
        }
        return batch;
    }
}
