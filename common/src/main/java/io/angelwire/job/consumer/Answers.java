package io.angelwire.job.consumer;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for Redis on the engine's own threads. */
final class Answers {

    /** Longer than any script runs, shorter than a lease is worth waiting for. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private Answers() {}

    /** @throws RedisUnavailableException if Redis does not answer in time or answers with an error */
    static <T> T await(Future<T> answer) throws InterruptedException {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new RedisUnavailableException(e.getCause());
        } catch (TimeoutException e) {
            throw new RedisUnavailableException(
                    new TimeoutException("no answer within " + PATIENCE.toMillis() + " ms"));
        }
    }
}
