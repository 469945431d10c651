package io.angelwire.realtime.server.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a client asked for, one after the other: joining and leaving a room must not overtake one another, although each
 * takes its time. Used on the connection's context only.
 */
final class SerialTasks {

    private final Executor context;
    private final int limit;
    private final Queue<Supplier<? extends CompletionStage<?>>> waiting = new ArrayDeque<>(2);
    private boolean busy;

    SerialTasks(Executor context, int limit) {
        this.context = context;
        this.limit = limit;
    }

    /** @return false if too many wait */
    boolean submit(Supplier<? extends CompletionStage<?>> task) {
        if (!busy) {
            run(task);
            return true;
        }
        if (waiting.size() >= limit) {
            return false;
        }
        waiting.add(task);
        return true;
    }

    void clear() {
        waiting.clear();
    }

    private void run(Supplier<? extends CompletionStage<?>> task) {
        busy = true;
        task.get().whenComplete((done, failure) -> context.execute(this::next));
    }

    private void next() {
        busy = false;
        Supplier<? extends CompletionStage<?>> task = waiting.poll();
        if (task != null) {
            run(task);
        }
    }
}
