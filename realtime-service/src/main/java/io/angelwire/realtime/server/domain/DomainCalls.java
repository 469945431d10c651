package io.angelwire.realtime.server.domain;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** Asks the domain off the event loop, each time in a transaction of its own. */
@ApplicationScoped
public class DomainCalls {

    private static final int TIMEOUT_SECONDS = 5;

    private final ExecutorService executor;

    DomainCalls(@VirtualThreads ExecutorService executor) {
        this.executor = executor;
    }

    /** @return fails with what the call throws, wrapped in a CompletionException, or if the database is out of reach */
    public <T> CompletionStage<T> call(Callable<T> call) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> QuarkusTransaction.requiringNew()
                            .timeout(TIMEOUT_SECONDS)
                            .call(call),
                    executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
