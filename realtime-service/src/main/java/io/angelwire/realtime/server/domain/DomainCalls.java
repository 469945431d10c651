package io.angelwire.realtime.server.domain;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Asks the domain off the event loop, each time in a transaction of its own. A few at a time: a crowd of clients, or a
 * database that hangs, must take neither all threads nor all connections. What has waited too long is not done any more.
 */
@ApplicationScoped
public class DomainCalls {

    private static final int AT_ONCE = 8;
    private static final int MOST_WAITING = 5_000;
    private static final int TIMEOUT_SECONDS = 5;

    private final Executor executor;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int underWay;

    DomainCalls(@VirtualThreads ExecutorService executor) {
        this.executor = executor;
    }

    /**
     * @return fails with what the call throws, wrapped in a CompletionException; or if too many wait, or it isn't done
     *     within 5 seconds (it may still be done then)
     */
    public <T> CompletionStage<T> call(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Runnable task = () -> {
            if (!result.isDone()) {
                run(call, result);
            }
        };
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                return CompletableFuture.failedStage(new RejectedExecutionException("too many calls wait"));
            }
            waiting.add(task);
        }
        next();
        return result.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private static <T> void run(Callable<T> call, CompletableFuture<T> result) {
        try {
            result.complete(
                    QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).call(call));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private void next() {
        Runnable task;
        synchronized (this) {
            task = underWay < AT_ONCE ? waiting.poll() : null;
            if (task == null) {
                return;
            }
            underWay++;
        }
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    done();
                }
            });
        } catch (RejectedExecutionException e) {
            // The node ends; the call times out.
            done();
        }
    }

    private void done() {
        synchronized (this) {
            underWay--;
        }
        next();
    }
}
