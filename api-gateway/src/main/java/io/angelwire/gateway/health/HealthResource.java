package io.angelwire.gateway.health;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the queues are, for dashboards. Orchestrators ask {@code /q/health} instead. */
@Path("/api/health")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@Tag(name = "Health")
public class HealthResource {

    private final QueueHealth queues;

    HealthResource(QueueHealth queues) {
        this.queues = queues;
    }

    @GET
    @Operation(
            summary = "Redis and the queues",
            description = "Answers within about a second, also when Redis doesn't; the counts are null then.")
    @APIResponse(responseCode = "200", description = "What was found")
    public Uni<HealthReport> get() {
        return queues.look();
    }
}
