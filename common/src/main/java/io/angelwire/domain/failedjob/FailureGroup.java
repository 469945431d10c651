package io.angelwire.domain.failedjob;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Failures of one kind.
 *
 * @param group names the kind
 * @param error their reason, without what differs between them
 * @param queues in which they were, by name
 * @param latest the id of one to look at
 */
public record FailureGroup(
        String group, String error, long failures, List<String> queues, Instant firstAt, Instant lastAt, UUID latest) {}
