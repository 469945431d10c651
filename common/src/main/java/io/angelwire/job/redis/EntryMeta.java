package io.angelwire.job.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Backoff;
import io.angelwire.job.JobOptions;
import io.angelwire.job.Priority;
import java.time.Duration;

/**
 * What a stream entry says of its job beside id, name and payload: {@code <attempts made> <redeliveries>
 * <enqueued at, ms> <options, JSON>}. Scripts change the numbers and pass the rest on.
 */
public record EntryMeta(int attemptsMade, int redeliveries, long enqueuedAtMillis, Options options) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Options as they travel with the job; absent ones take no room. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Options(
            @JsonProperty("priority") Priority priority,
            @JsonProperty("attempts") Integer attempts,
            @JsonProperty("backoff") String backoff,
            @JsonProperty("tracked") Boolean tracked) {

        static final Options NONE = new Options(null, null, null, null);
    }

    /** @param tracked whether the job has an outbox row that must go before the job does */
    static String optionsJson(JobOptions options, boolean tracked) {
        Options compact = new Options(
                options.priority() == Priority.NORMAL ? null : options.priority(),
                options.attempts(),
                options.backoff() == null ? null : write(options.backoff()),
                tracked ? Boolean.TRUE : null);
        if (compact.equals(Options.NONE)) {
            return "";
        }
        try {
            return JSON.writeValueAsString(compact);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static EntryMeta parse(String meta) {
        String[] parts = meta.split(" ", 4);
        try {
            return new EntryMeta(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Long.parseLong(parts[2]),
                    parts[3].isEmpty() ? Options.NONE : JSON.readValue(parts[3], Options.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a job's options are not readable", e);
        }
    }

    /** Null for the queue's default. */
    public Integer attempts() {
        return options.attempts();
    }

    /** Null for the queue's default. */
    public Backoff backoff() {
        return options.backoff() == null ? null : read(options.backoff());
    }

    public Priority priority() {
        return options.priority() == null ? Priority.NORMAL : options.priority();
    }

    public boolean tracked() {
        return Boolean.TRUE.equals(options.tracked());
    }

    private static String write(Backoff backoff) {
        if (backoff instanceof Backoff.Fixed fixed) {
            return "fixed:" + fixed.delay().toMillis();
        }
        return "exponential:" + ((Backoff.Exponential) backoff).delay().toMillis();
    }

    private static Backoff read(String text) {
        int colon = text.indexOf(':');
        Duration delay = Duration.ofMillis(Long.parseLong(text.substring(colon + 1)));
        return text.startsWith("fixed:") ? Backoff.fixed(delay) : Backoff.exponential(delay);
    }
}
