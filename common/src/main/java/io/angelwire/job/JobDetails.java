package io.angelwire.job;

import java.time.Instant;
import java.util.List;

/**
 * A job as inspection shows it.
 *
 * @param payload JSON as it is stored: encrypted where the queue's payloads are. Null in lists, which have no results,
 *     logs, attempts, crashes and children either
 * @param attemptsMade attempts that were used up
 * @param redeliveries how often its consumer died while it ran
 * @param enqueuedAt null if the job is gone from its lane already
 * @param dueAt when a delayed job may start; else null
 * @param finishedAt null unless it has ended
 * @param ranMillis how long the last attempt took; 0 unless it has completed
 * @param result JSON of a completed job's result, or of why it was cancelled; null for none
 * @param failure why it failed for good; null unless it has
 * @param progress JSON that the handler reported last; null for none
 * @param log the last lines that the handler has logged
 * @param attempts one record (JSON) per failed attempt that is remembered, oldest first
 * @param crashes one line per consumer that died while it ran: the time (ms) and the consumer's name
 * @param children what it waits for, or has waited for
 * @param parent the job that waits for it, {@code <queue>/<id>}; null for none
 * @param trace the W3C {@code traceparent} of what caused it; null for none
 */
public record JobDetails(
        QueueName queue,
        String id,
        String name,
        JobState state,
        String payload,
        Priority priority,
        int attemptsMade,
        int redeliveries,
        Instant enqueuedAt,
        Instant dueAt,
        Instant finishedAt,
        long ranMillis,
        String result,
        String failure,
        String progress,
        List<String> log,
        List<String> attempts,
        List<String> crashes,
        List<ChildResult> children,
        String limitKey,
        String parent,
        String trace) {}
