package io.angelwire.job;

import java.util.List;

/**
 * What a handler is given.
 *
 * @param id the job's id; the same in every attempt and after a crash, so the key for "effect once"
 * @param attempt which attempt this is, from 1; a crash of the process repeats the number
 * @param maxAttempts how many attempts the job has
 * @param trace the W3C {@code traceparent} of what caused the job; null for none
 */
public record RunningJob<T>(
        QueueName queue,
        String id,
        String name,
        T payload,
        int attempt,
        int maxAttempts,
        String trace,
        JobControls controls) {

    /** A job that nobody can cancel and whose reports nobody keeps: for calling a handler directly. */
    public RunningJob(QueueName queue, String id, String name, T payload, int attempt, int maxAttempts) {
        this(queue, id, name, payload, attempt, maxAttempts, null, JobControls.NONE);
    }

    public boolean isLastAttempt() {
        return attempt >= maxAttempts;
    }

    /**
     * Whether the job is to be stopped: it was cancelled, timed out, or is another consumer's by now. The handler's
     * thread is interrupted at that moment, too. Whatever the handler does then but complete ends the attempt as that.
     */
    public boolean isStopped() {
        return controls.isStopped();
    }

    /** Tells how far the job is; any value that Jackson writes as JSON, a number from 0 to 100 for instance. */
    public void progress(Object progress) {
        controls.progress(progress);
    }

    /** Adds a line to the job's log, which keeps the last {@value JobControls#LOG_LINES}; without personal data. */
    public void log(String line) {
        controls.log(line);
    }

    /** The results of the jobs that this one has waited for; empty if it has waited for none. Asks Redis. */
    public List<ChildResult> children() {
        return controls.children();
    }
}
