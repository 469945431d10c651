package io.angelwire.gateway.admin.queue;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A page of queues.
 *
 * @param queues by name, in alphabetical order
 */
record QueuePage(
        Map<String, QueueOverview> queues,

        @Schema(description = "Send it as `cursor` to get what follows; null at the end", nullable = true)
        String nextCursor) {}
