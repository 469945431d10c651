package io.angelwire.job;

import java.util.regex.Pattern;

/**
 * A job to be enqueued.
 *
 * @param id unique in its queue; the same id twice is one job. 1 to 128 printable ASCII characters without spaces
 * @param name what is to be done, {@code process_payment} for instance; 1 to 100 letters, digits, '_', '-' and '.'
 * @param payload any value that Jackson writes as JSON
 * @param options what differs from the queue's defaults
 */
public record Job(String id, String name, Object payload, JobOptions options) {

    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    public Job {
        if (id == null || !ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a job id (1 to 128 printable ASCII characters): " + id);
        }
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a job name (letters, digits, '_', '-', '.'): " + name);
        }
        if (payload == null) {
            throw new IllegalArgumentException("a job has a payload: " + name);
        }
        if (options == null) {
            options = JobOptions.DEFAULT;
        }
    }

    /** A job with a new time-ordered id and the queue's default options. */
    public static Job of(String name, Object payload) {
        return new Job(Ids.newId().toString(), name, payload, JobOptions.DEFAULT);
    }

    public Job withId(String newId) {
        return new Job(newId, name, payload, options);
    }

    public Job withOptions(JobOptions newOptions) {
        return new Job(id, name, payload, newOptions);
    }
}
