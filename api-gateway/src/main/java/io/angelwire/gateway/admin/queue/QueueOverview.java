package io.angelwire.gateway.admin.queue;

import io.angelwire.job.QueueCounts;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a queue is: how many jobs are in each state, and the newest of them. While the queue is paused its waiting jobs are
 * told as paused ones.
 *
 * @param oldestWaitingAt when the oldest job that waits in a lane was put there; null if none does
 */
record QueueOverview(
        boolean isPaused,
        Counts counts,
        @Schema(nullable = true) Instant oldestWaitingAt,
        List<JobSummary> waiting,
        List<JobSummary> active,
        List<JobSummary> delayed,
        List<JobSummary> completed,
        List<JobSummary> failed,
        List<JobSummary> paused) {

    /**
     * How many jobs are in each state; finished ones as far as the queue remembers them.
     *
     * @param deadLetters failed for good, and not stored yet
     */
    @Schema(name = "QueueCounts")
    record Counts(
            long waiting,
            long active,
            long delayed,
            long completed,
            long failed,
            long cancelled,
            long waitingChildren,
            long paused,
            long deadLetters) {

        static Counts of(QueueCounts counts) {
            return new Counts(
                    counts.paused() ? 0 : counts.waiting(),
                    counts.active(),
                    counts.delayed(),
                    counts.completed(),
                    counts.failed(),
                    counts.cancelled(),
                    counts.waitingForChildren(),
                    counts.paused() ? counts.waiting() : 0,
                    counts.deadLetters());
        }
    }

    static QueueOverview of(
            QueueCounts counts,
            List<JobSummary> newestWaiting,
            List<JobSummary> active,
            List<JobSummary> delayed,
            List<JobSummary> completed,
            List<JobSummary> failed) {
        return new QueueOverview(
                counts.paused(),
                Counts.of(counts),
                counts.oldestWaitingMillis() == 0 ? null : Instant.ofEpochMilli(counts.oldestWaitingMillis()),
                counts.paused() ? List.of() : newestWaiting,
                active,
                delayed,
                completed,
                failed,
                counts.paused() ? newestWaiting : List.of());
    }
}
