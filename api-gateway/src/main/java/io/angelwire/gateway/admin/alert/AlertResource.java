package io.angelwire.gateway.admin.alert;

import io.angelwire.domain.failedjob.AlertArchive;
import io.angelwire.domain.failedjob.AlertArchive.Status;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.queue.KnownQueues;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What admins were alerted of. New alerts come live, too, in the room {@code admin:alerts}. */
@Path("/api/admin/alerts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "Administration")
public class AlertResource {

    private final AlertArchive alerts;
    private final KnownQueues queues;

    AlertResource(AlertArchive alerts, KnownQueues queues) {
        this.alerts = alerts;
        this.queues = queues;
    }

    @GET
    @Operation(
            summary = "Alerts of jobs that failed for good",
            description = "Those that have begun last are first. Each stands for the failures of one queue and name, as"
                    + " long as they follow one another; its count goes on while it is open.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Page<AlertView> list(
            @Parameter(
                            description = "Whether more failures count to them; all without it",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"open", "ended"}))
                    @QueryParam("status")
                    String status,
            @Parameter(description = "Of this queue alone") @QueryParam("queue") String queue,
            @BeanParam PageRequest page) {
        return Page.of(
                alerts.list(
                        QueryParameters.constant("status", status, Status.class),
                        queue == null ? null : queues.require(queue),
                        page.after(),
                        page.limit()),
                AlertView::of);
    }
}
