package io.angelwire.job;

/**
 * How a job ended.
 *
 * @param state {@link JobState#COMPLETED}, {@link JobState#FAILED} or {@link JobState#CANCELLED}
 * @param value what a completed job's handler returned; null for nothing
 * @param reason why it failed or was cancelled; else null
 */
public record JobResult<T>(JobState state, T value, String reason) {

    public boolean isCompleted() {
        return state == JobState.COMPLETED;
    }
}
