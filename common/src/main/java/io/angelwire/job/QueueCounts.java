package io.angelwire.job;

/**
 * A queue's jobs by state.
 *
 * @param waiting may start at once
 * @param active leased by a consumer
 * @param delayed due later, retries among them
 * @param completed remembered completed ones, at most what the queue keeps
 * @param failed remembered ones that failed for good, at most what the queue keeps
 */
public record QueueCounts(long waiting, long active, long delayed, long completed, long failed, boolean paused) {}
