package io.angelwire.job;

/**
 * A queue's jobs by state.
 *
 * @param waiting may start at once, as far as the queue's limits let them
 * @param active leased by a consumer
 * @param delayed due later, retries among them
 * @param completed remembered completed ones, at most what the queue keeps
 * @param failed remembered ones that failed for good, at most what the queue keeps
 * @param cancelled remembered cancelled ones, at most what the queue keeps
 * @param waitingForChildren parents whose children have not all ended
 * @param deadLetters jobs that failed for good and are not stored yet
 * @param oldestWaitingMillis when the oldest job that waits in a lane was put there, in ms since 1970; 0 if none does
 */
public record QueueCounts(
        long waiting,
        long active,
        long delayed,
        long completed,
        long failed,
        boolean paused,
        long cancelled,
        long waitingForChildren,
        long deadLetters,
        long oldestWaitingMillis) {

    /** Of a queue that has both parts; paused if both are. */
    public QueueCounts plus(QueueCounts other) {
        boolean own = other.oldestWaitingMillis == 0
                || oldestWaitingMillis > 0 && oldestWaitingMillis < other.oldestWaitingMillis;
        return new QueueCounts(
                waiting + other.waiting,
                active + other.active,
                delayed + other.delayed,
                completed + other.completed,
                failed + other.failed,
                paused && other.paused,
                cancelled + other.cancelled,
                waitingForChildren + other.waitingForChildren,
                deadLetters + other.deadLetters,
                own ? oldestWaitingMillis : other.oldestWaitingMillis);
    }
}
