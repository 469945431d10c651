package io.angelwire.realtime.server.redis;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomHistory;
import io.angelwire.realtime.server.hub.PastEvents;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads histories a few at a time. After a reconnect every room of the node is read, and every client of a failed node
 * comes back at once; the client's pool of connections refuses what exceeds its short queue.
 */
public final class PacedHistory implements PastEvents {

    private record Waiting(Room room, long seq, CompletableFuture<HistoryPage> page) {}

    private final RoomHistory history;
    private final int atOnce;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private int underWay;

    public PacedHistory(RoomHistory history, int atOnce) {
        this.history = history;
        this.atOnce = atOnce;
    }

    @Override
    public CompletionStage<HistoryPage> after(Room room, long seq) {
        Waiting waiting = new Waiting(room, seq, new CompletableFuture<>());
        synchronized (queue) {
            if (underWay >= atOnce) {
                queue.add(waiting);
                return waiting.page();
            }
            underWay++;
        }
        read(waiting);
        return waiting.page();
    }

    private void read(Waiting waiting) {
        history.after(waiting.room(), waiting.seq()).whenComplete((page, failure) -> {
            if (failure == null) {
                waiting.page().complete(page);
            } else {
                waiting.page().completeExceptionally(failure);
            }
            readNext();
        });
    }

    private void readNext() {
        Waiting next;
        synchronized (queue) {
            next = queue.poll();
            if (next == null) {
                underWay--;
                return;
            }
        }
        read(next);
    }
}
