package io.angelwire.job.schedule;

import io.angelwire.job.JobOptions;
import io.angelwire.job.QueueName;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Enqueues a job again and again. A bean of this type is set when a service starts that consumes the queue.
 *
 * @param id unique in its queue: 1 to 80 letters, digits, '_', '-' and '.'
 * @param jobName of each job
 * @param payload of each job; any value that Jackson writes as JSON
 * @param start no tick before; null for at once
 * @param end no tick at or after; null for never
 * @param missed what becomes of ticks at which no node was there
 */
public record Schedule(
        QueueName queue,
        String id,
        Timing timing,
        String jobName,
        Object payload,
        JobOptions options,
        Instant start,
        Instant end,
        Missed missed) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,80}");

    /** See {@link Schedule#missed}. A tick is missed when it is served more than a minute late, or after the next. */
    public enum Missed {
        /** They are not made up for. */
        SKIP,
        /** The latest of them is. */
        RUN_ONCE,
        /** Each is, but for all before the last {@value ScheduleTicker#MOST_TICKS}. */
        RUN_ALL
    }

    public Schedule {
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a schedule's id (letters, digits, '_', '-', '.'): " + id);
        }
        if (options.delay().toMillis() != 0) {
            throw new IllegalArgumentException("a schedule's jobs are due at its ticks and have no delay: " + id);
        }
        if (start != null && end != null && !start.isBefore(end)) {
            throw new IllegalArgumentException("schedule " + id + " ends before it starts");
        }
    }

    /** Starts at once, never ends, makes up for missed ticks with one job. */
    public static Schedule of(QueueName queue, String id, Timing timing, String jobName, Object payload) {
        return new Schedule(queue, id, timing, jobName, payload, JobOptions.DEFAULT, null, null, Missed.RUN_ONCE);
    }

    public Schedule withOptions(JobOptions newOptions) {
        return new Schedule(queue, id, timing, jobName, payload, newOptions, start, end, missed);
    }

    public Schedule between(Instant newStart, Instant newEnd) {
        return new Schedule(queue, id, timing, jobName, payload, options, newStart, newEnd, missed);
    }

    public Schedule onMissed(Missed policy) {
        return new Schedule(queue, id, timing, jobName, payload, options, start, end, policy);
    }
}
