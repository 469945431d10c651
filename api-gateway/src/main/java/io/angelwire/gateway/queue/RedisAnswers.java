package io.angelwire.gateway.queue;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what Redis answers, and not for ever. */
public final class RedisAnswers {

    private static final long PATIENCE_SECONDS = 5;

    private RedisAnswers() {}

    /** @return fails if there is no answer within the time that {@link #await} waits; blocks nobody */
    static <T> CompletionStage<T> inTime(CompletionStage<T> answer) {
        return answer.toCompletableFuture().copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** @throws ProblemException if Redis is out of reach, or too slow */
    public static <T> T await(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException wrapped ? wrapped.getCause() : e.getCause();
            if (cause instanceof IllegalArgumentException || cause instanceof ProblemException) {
                throw (RuntimeException) cause;
            }
            throw new ProblemException(ProblemType.UNAVAILABLE, "The queues can't be reached.", cause);
        } catch (TimeoutException e) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "The queues do not answer in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemType.UNAVAILABLE, null, e);
        }
    }
}
