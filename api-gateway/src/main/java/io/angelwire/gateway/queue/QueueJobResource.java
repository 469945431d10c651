package io.angelwire.gateway.queue;

import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.idempotency.Created;
import io.angelwire.gateway.idempotency.IdempotencyKey;
import io.angelwire.gateway.idempotency.IdempotentRequests;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jobs of programs outside of the platform. */
@Path("/api/queues/{queue}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
@Tag(name = "Queues")
public class QueueJobResource {

    private final KnownQueues queues;
    private final ServiceJobs jobs;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    QueueJobResource(KnownQueues queues, ServiceJobs jobs, IdempotentRequests idempotent, Caller caller) {
        this.queues = queues;
        this.jobs = jobs;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Enqueue a job",
            description =
                    "An accepted job runs to its end, whatever happens to the processes and to Redis meanwhile. One "
                            + "whose deduplication key another job has may give way to that, and is unknown afterwards.")
    @Parameter(
            name = IdempotencyKey.HEADER,
            in = ParameterIn.HEADER,
            description = "Makes repeating safe: the same key with the same body gets the same answer for 24 hours.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @APIResponse(
            responseCode = "202",
            description = "Accepted",
            headers = @Header(name = HttpHeaders.LOCATION, description = "Where the job's state is told"),
            content = @Content(schema = @Schema(implementation = AcceptedJob.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public Uni<Response> enqueue(
            @PathParam("queue") String queue, @NotNull @Valid JobRequest request, @Context HttpHeaders headers) {
        ServiceJobs.Prepared prepared = jobs.prepare(caller.id(), queues.require(queue), request);
        Created answer = Created.accepted(
                "/api/queues/" + prepared.queue() + "/jobs/" + prepared.id(),
                new AcceptedJob(
                        prepared.id(), prepared.queue().value(), prepared.job().name()));
        if (!IdempotentRequests.isAsked(headers)) {
            return Uni.createFrom().completionStage(jobs.accept(prepared)).map(kept -> idempotent.toResponse(answer));
        }
        Repeatable repeatable =
                new Repeatable(request.name(), prepared.job().payload(), request.id(), request.options());
        return Uni.createFrom()
                .item(() -> idempotent.create(headers, repeatable, () -> {
                    jobs.acceptInTransaction(prepared);
                    return answer;
                }))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** What makes a request this one and not another: the payload as it was understood, not as it was written. */
    record Repeatable(String name, Object payload, String id, JobOptionsRequest options) {}

    @GET
    @Path("/{id}")
    @Operation(
            summary = "How a job is",
            description = "For the program that enqueued it, for as long as the queue remembers the job.")
    @APIResponse(
            responseCode = "200",
            description = "Its state, and what has come of it",
            content = @Content(schema = @Schema(implementation = JobStatus.class)))
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
    public JobStatus get(@PathParam("queue") String queue, @PathParam("id") String id) {
        return jobs.find(caller.id(), queues.require(queue), id)
                .orElseThrow(() -> new ProblemException(ProblemType.JOB_NOT_FOUND, null));
    }
}
