package io.angelwire.job.redis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Deduplication;
import io.angelwire.job.JobOptions;
import io.angelwire.job.ParentLink;
import java.util.List;
import java.util.Locale;

/**
 * What ties a job to others, as {@code links.lua} reads it.
 *
 * @param replay the dead letter (its entry) that the job is tried again for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobLinks(
        @JsonProperty("key") String key,
        @JsonProperty("dedup") String dedup,
        @JsonProperty("mode") String mode,
        @JsonProperty("ttl") Long ttlMillis,
        @JsonProperty("parent") List<String> parent,
        @JsonProperty("onFailure") String onFailure,
        @JsonProperty("children") List<String> children,
        @JsonProperty("replay") String replay) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JobLinks NONE = new JobLinks(null, null, null, null, null, null, null, null);

    /** Null for a job without any. */
    static JobLinks of(JobOptions options) {
        Deduplication dedup = options.deduplication();
        ParentLink parent = options.parent();
        return orNull(new JobLinks(
                options.limitKey(),
                dedup == null ? null : dedup.key(),
                dedup == null ? null : lower(dedup.mode()),
                dedup == null || dedup.window() == null ? null : dedup.window().toMillis(),
                parent == null ? null : List.of(parent.queue().value(), parent.id()),
                parent == null ? null : lower(parent.onFailure()),
                null,
                null));
    }

    /** The links of a job (null for none) that waits for these. */
    static JobLinks waitingFor(List<String> children, JobLinks links) {
        JobLinks own = links == null ? NONE : links;
        return orNull(new JobLinks(
                own.key,
                own.dedup,
                own.mode,
                own.ttlMillis,
                own.parent,
                own.onFailure,
                children.isEmpty() ? null : children,
                own.replay));
    }

    static JobLinks replaying(String deadLetterEntry, JobLinks links) {
        JobLinks own = links == null ? NONE : links;
        return new JobLinks(
                own.key, own.dedup, own.mode, own.ttlMillis, own.parent, own.onFailure, null, deadLetterEntry);
    }

    /** Empty for null. */
    static String write(JobLinks links) {
        try {
            return links == null ? "" : JSON.writeValueAsString(links);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Null for empty. */
    static JobLinks read(String text) {
        try {
            return text.isEmpty() ? null : JSON.readValue(text, JobLinks.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JobLinks orNull(JobLinks links) {
        return links.equals(NONE) ? null : links;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
