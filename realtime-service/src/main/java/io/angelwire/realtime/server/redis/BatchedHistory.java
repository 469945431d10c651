package io.angelwire.realtime.server.redis;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomHistory;
import io.angelwire.realtime.server.hub.PastEvents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads histories many at a time: what is asked for while reads are under way goes in one round trip when one of them has
 * ended. After a reconnect every room of the node is read, and every client of a failed node comes back at once.
 */
public final class BatchedHistory implements PastEvents {

    /** What a read of the head alone counts, of which a page of events is a multiple: it may be as large as all of them. */
    private static final int HEAD = 1;

    private static final int PAGE = 16;
    private static final int MOST = 128;

    private record Waiting(Room room, long seq, CompletableFuture<HistoryPage> page) {
        int size() {
            return seq < 0 ? HEAD : PAGE;
        }
    }

    private final RoomHistory history;
    private final int atOnce;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int underWay;

    /** @param atOnce round trips under way at a time; each takes a connection */
    public BatchedHistory(RoomHistory history, int atOnce) {
        this.history = history;
        this.atOnce = atOnce;
    }

    @Override
    public CompletionStage<HistoryPage> after(Room room, long seq) {
        Waiting waiting = new Waiting(room, seq, new CompletableFuture<>());
        synchronized (queue) {
            queue.add(waiting);
            if (underWay >= atOnce) {
                return waiting.page();
            }
            underWay++;
        }
        readNext();
        return waiting.page();
    }

    private void readNext() {
        List<Waiting> batch = new ArrayList<>();
        synchronized (queue) {
            int size = 0;
            while (!queue.isEmpty() && size + queue.peek().size() <= MOST) {
                size += queue.peek().size();
                batch.add(queue.remove());
            }
            if (batch.isEmpty()) {
                underWay--;
                return;
            }
        }
        history.after(batch.stream()
                        .map(waiting -> new RoomHistory.Position(waiting.room(), waiting.seq()))
                        .toList())
                .whenComplete((pages, failure) -> {
                    for (int i = 0; i < batch.size(); i++) {
                        if (failure == null) {
                            batch.get(i).page().complete(pages.get(i));
                        } else {
                            batch.get(i).page().completeExceptionally(failure);
                        }
                    }
                    readNext();
                });
    }
}
