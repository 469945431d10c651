package io.angelwire.realtime.server.connection;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a client asked for, one after the other: joining and leaving a room must not overtake one another, although each
 * takes its time. Used on the connection's context only.
 */
final class SerialTasks {

    private final Executor context;
    private final int limit;
    private final Consumer<Throwable> onFailure;
    private final Queue<Supplier<? extends CompletionStage<?>>> waiting = new ArrayDeque<>(2);
    private boolean busy;

    /** @param onFailure told of a task that throws or whose stage fails; the next one runs all the same */
    SerialTasks(Executor context, int limit, Consumer<Throwable> onFailure) {
        this.context = context;
        this.limit = limit;
        this.onFailure = onFailure;
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
        start(task)
                .whenComplete((done, failure) -> context.execute(() -> {
                    if (failure != null) {
                        onFailure.accept(failure);
                    }
                    next();
                }));
    }

    private static CompletionStage<?> start(Supplier<? extends CompletionStage<?>> task) {
        try {
            return task.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void next() {
        busy = false;
        Supplier<? extends CompletionStage<?>> task = waiting.poll();
        if (task != null) {
            run(task);
        }
    }
}
