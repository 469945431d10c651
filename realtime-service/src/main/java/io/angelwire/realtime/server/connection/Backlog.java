package io.angelwire.realtime.server.connection;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what waits for a client's network, in bytes, and says when it is too much and when there is room again. */
final class Backlog {

    private final long limit;
    private final long low;
    private final AtomicLong queued = new AtomicLong();
    private final Queue<Runnable> awaitingRoom = new ConcurrentLinkedQueue<>();

    Backlog(long limit) {
        this.limit = limit;
        this.low = limit / 4;
    }

    /** @return false, and counts nothing, if the limit would be passed */
    boolean add(long bytes) {
        if (queued.addAndGet(bytes) > limit) {
            queued.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void sent(long bytes) {
        if (queued.addAndGet(-bytes) <= low) {
            runWaiting();
        }
    }

    void whenLow(Runnable action) {
        awaitingRoom.add(action);
        if (queued.get() <= low) {
            runWaiting();
        }
    }

    private void runWaiting() {
        for (Runnable action = awaitingRoom.poll(); action != null; action = awaitingRoom.poll()) {
            action.run();
        }
    }
}
