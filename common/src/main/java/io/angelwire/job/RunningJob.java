package io.angelwire.job;

/**
 * What a handler is given.
 *
 * @param id the job's id; the same in every attempt and after a crash, so the key for "effect once"
 * @param attempt which attempt this is, from 1; a crash of the process repeats the number
 * @param maxAttempts how many attempts the job has
 */
public record RunningJob<T>(QueueName queue, String id, String name, T payload, int attempt, int maxAttempts) {

    public boolean isLastAttempt() {
        return attempt >= maxAttempts;
    }
}
