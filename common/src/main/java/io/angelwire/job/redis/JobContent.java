package io.angelwire.job.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Backoff;
import io.angelwire.job.JobOptions;
import io.angelwire.job.Priority;
import io.angelwire.job.QueueName;
import java.time.Duration;
import java.util.List;

/**
 * A job's content as stream entries carry it: a line {@code <attempts made> <redeliveries> <enqueued at, ms> <name>
 * <options, JSON>}, then the payload. One text, so that scripts move it about as a whole; they only change the numbers.
 *
 * @param enqueuedAtMillis 0 if the time of its entry says it
 */
public record JobContent(
        int attemptsMade, int redeliveries, long enqueuedAtMillis, String name, Options options, String payload) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** No job can have this name. */
    private static final String UNREADABLE = "(unreadable)";

    /** Options as they travel with the job; absent ones take no room. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Options(
            @JsonProperty("priority") Priority priority,
            @JsonProperty("attempts") Integer attempts,
            @JsonProperty("backoff") String backoff,
            @JsonProperty("timeout") Long timeoutMillis,
            @JsonProperty("tracked") Boolean tracked,
            @JsonProperty("trace") String trace,
            @JsonProperty("links") JobLinks links) {

        static final Options NONE = new Options(null, null, null, null, null, null, null);

        /** @param text empty for none */
        static Options read(String text) {
            try {
                return text.isEmpty() ? NONE : JSON.readValue(text, Options.class);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("not a job's options", e);
            }
        }

        String write() {
            try {
                return equals(NONE) ? "" : JSON.writeValueAsString(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        Options tracking() {
            return new Options(priority, attempts, backoff, timeoutMillis, true, trace, links);
        }
    }

    /** @param tracked whether the job has an outbox row that must go before the job does */
    static String optionsJson(JobOptions options, boolean tracked) {
        Options compact = new Options(
                options.priority() == Priority.NORMAL ? null : options.priority(),
                options.attempts(),
                options.backoff() == null ? null : BackoffText.write(options.backoff()),
                options.timeout() == null ? null : options.timeout().toMillis(),
                tracked ? Boolean.TRUE : null,
                options.trace(),
                JobLinks.of(options));
        return compact.write();
    }

    /** The content of a job that was not tried yet. */
    static String write(String name, String options, String payload) {
        return "0 0 0 " + name + " " + options + "\n" + payload;
    }

    /** Never fails: what is not a job's content becomes one whose payload is the whole text, see {@link #isReadable}. */
    public static JobContent parse(String content) {
        int attempts = content.indexOf(' ');
        int redeliveries = content.indexOf(' ', attempts + 1);
        int enqueued = content.indexOf(' ', redeliveries + 1);
        int name = content.indexOf(' ', enqueued + 1);
        int line = content.indexOf('\n');
        try {
            return new JobContent(
                    Integer.parseInt(content, 0, attempts, 10),
                    Integer.parseInt(content, attempts + 1, redeliveries, 10),
                    Long.parseLong(content, redeliveries + 1, enqueued, 10),
                    content.substring(enqueued + 1, name),
                    Options.read(content.substring(name + 1, line)),
                    content.substring(line + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return new JobContent(0, 0, 0, UNREADABLE, Options.NONE, content);
        }
    }

    /** False if somebody else than a producer wrote it. */
    public boolean isReadable() {
        return !name.equals(UNREADABLE);
    }

    /** Null for the queue's default. */
    public Integer attempts() {
        return options.attempts();
    }

    /** Null for the queue's default. */
    public Backoff backoff() {
        return options.backoff() == null ? null : BackoffText.read(options.backoff());
    }

    /** Null for the queue's default. */
    public Duration timeout() {
        return options.timeoutMillis() == null ? null : Duration.ofMillis(options.timeoutMillis());
    }

    public Priority priority() {
        return options.priority() == null ? Priority.NORMAL : options.priority();
    }

    public boolean tracked() {
        return Boolean.TRUE.equals(options.tracked());
    }

    /** The options as text, for trying the job again. */
    public String optionsText() {
        return options.write();
    }

    /** Whether the end of the job means something to other jobs. */
    public boolean linked() {
        return options.links() != null;
    }

    /** Null for none. */
    public String limitKey() {
        return options.links() == null ? null : options.links().key();
    }

    /** The job that waits for this one, {@code <queue>/<id>}, whichever part of the queue it is in. Null for none. */
    public String parent() {
        List<String> parent = options.links() == null ? null : options.links().parent();
        return parent == null ? null : new QueueName(parent.get(0)).whole() + "/" + parent.get(1);
    }

    /** The trace that a job with these options belongs to; null for none. */
    public static String traceOf(String options) {
        return Options.read(options).trace();
    }

    /** Null for none. */
    public String trace() {
        return options.trace();
    }
}
