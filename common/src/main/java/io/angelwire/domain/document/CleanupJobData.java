package io.angelwire.domain.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;

/**
 * The payload of every job on the queue {@code cleanup}.
 *
 * @param startupId whose old versions go; null for the nightly jobs, which look at everything
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CleanupJobData(UUID startupId) {

    /** Superseded versions and deleted documents of a startup. */
    public static final String OLD_DOCUMENTS = "cleanup_old_documents";

    /** Idempotency keys that nobody may repeat any more. */
    public static final String EXPIRED_IDEMPOTENCY_KEYS = "cleanup_idempotency_keys";

    /** Files of uploads that were not committed. */
    public static final String ORPHANED_FILES = "cleanup_orphaned_files";

    /** Old records of what admins have done. */
    public static final String ADMIN_ACTIONS = "cleanup_admin_actions";

    /** Failed jobs that were tried again or discarded long ago, and alerts of that age. */
    public static final String SETTLED_FAILURES = "cleanup_settled_failures";
}
