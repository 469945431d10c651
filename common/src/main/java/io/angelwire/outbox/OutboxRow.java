package io.angelwire.outbox;

/**
 * A row of the table {@code outbox} that is to be pushed.
 *
 * @param target the queue's name or the room's
 * @param content the job's payload or the event's data, as JSON
 * @param options of a job, as its stream entry carries them; of an event, its trace
 * @param links of a job, as {@code links.lua} reads them; empty for none
 * @param delayMillis until a delayed job is due; 0 or less for at once
 * @param trace the W3C {@code traceparent} of what has told it; null for none
 */
record OutboxRow(
        Kind kind,
        String target,
        String id,
        String name,
        String content,
        String options,
        String lane,
        String links,
        long delayMillis,
        String trace) {

    enum Kind {
        JOB,
        EVENT;

        String column() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
