package io.angelwire.gateway.admin.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.gateway.json.StoredJson;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an admin has done. */
record AdminActionView(
        UUID id,
        @Schema(description = "Who did it") UUID adminId,
        @Schema(examples = "queue.pause") String action,

        @Schema(description = "What it was done to", examples = "/api/admin/queues/email")
        String target,

        @Schema(description = "What was asked for") JsonNode details,

        @Schema(description = "`STARTED` while it goes on, and for ever if the process died meanwhile")
        AdminAction.Outcome outcome,

        @Schema(description = "What was answered, or what went wrong", nullable = true)
        JsonNode result,

        Instant startedAt,
        @Schema(nullable = true) Instant endedAt) {

    static AdminActionView of(AdminAction action) {
        return new AdminActionView(
                action.id,
                action.adminId,
                action.action,
                action.target,
                StoredJson.read(action.details),
                action.outcome,
                StoredJson.read(action.result),
                action.startedAt,
                action.endedAt);
    }
}
