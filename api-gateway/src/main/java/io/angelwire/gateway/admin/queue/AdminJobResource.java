package io.angelwire.gateway.admin.queue;

import io.angelwire.gateway.admin.audit.AuditLog;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.page.OpaqueCursor;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.queue.KnownQueues;
import io.angelwire.gateway.queue.RedisAnswers;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobFilter;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A queue's jobs: lists, details, and what can be done to them. */
@Path("/api/admin/queues/{queue}/jobs")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "Administration")
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHORIZED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
public class AdminJobResource {

    private final KnownQueues queues;
    private final QueueInspector inspector;
    private final JobActions actions;
    private final BulkOperations bulk;
    private final AuditLog audit;
    private final PayloadCipher cipher;

    AdminJobResource(
            KnownQueues queues,
            QueueInspector inspector,
            JobActions actions,
            BulkOperations bulk,
            AuditLog audit,
            PayloadCipher cipher) {
        this.queues = queues;
        this.inspector = inspector;
        this.actions = actions;
        this.bulk = bulk;
        this.audit = audit;
        this.cipher = cipher;
    }

    @GET
    @Operation(
            summary = "A queue's jobs in one state",
            description =
                    "Waiting ones in the order in which they will be taken, delayed ones by due time, finished ones "
                            + "newest first; without their payloads. With a name, a page may have few jobs, or none, and have a "
                            + "next one all the same.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Page<JobSummary> list(
            @PathParam("queue") String name,
            @Parameter(
                            description = "Which one; `waiting` without it",
                            schema =
                                    @Schema(
                                            enumeration = {
                                                "waiting",
                                                "active",
                                                "delayed",
                                                "completed",
                                                "failed",
                                                "cancelled"
                                            }))
                    @QueryParam("state")
                    String stateText,
            @Parameter(description = "Jobs of this name alone") @QueryParam("name") String jobName,
            @BeanParam PageRequest page) {
        QueueName queue = queues.require(name);
        JobState state =
                stateText == null ? JobState.WAITING : QueryParameters.constant("state", stateText, JobState.class);
        JobFilter filter = JobFilter.in(state).named(QueryParameters.text("name", jobName));
        String list = "jobs-" + state.text();
        try {
            JobPage found = RedisAnswers.await(
                    filter.name() == null
                            ? inspector.list(queue, state, page.after(list), page.limit())
                            : inspector.search(queue, filter, page.after(list), page.limit()));
            return Page.opaque(found.jobs().stream().map(JobSummary::of).toList(), list, found.next());
        } catch (IllegalArgumentException notACursor) {
            throw OpaqueCursor.invalid();
        }
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "A job",
            description = "With its payload, attempts, log, progress, timeline, and the jobs that it is tied to.")
    @APIResponse(responseCode = "200", description = "All that is known of it")
    public JobView get(@PathParam("queue") String queue, @PathParam("id") String id) {
        return JobView.of(find(queues.require(queue), id), cipher);
    }

    private JobDetails find(QueueName queue, String id) {
        return RedisAnswers.await(inspector.find(queue, id))
                .orElseThrow(() -> new ProblemException(ProblemType.JOB_NOT_FOUND, null));
    }

    @POST
    @Path("/{id}/retry")
    @Operation(summary = "Try a failed job again", description = "From its first attempt, under its id.")
    @APIResponse(responseCode = "200", description = "It will be tried")
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    public JobActions.Done retry(@PathParam("queue") String queue, @PathParam("id") String id) {
        return act("job.retry", queue, id, actions::retry);
    }

    @POST
    @Path("/{id}/promote")
    @Operation(summary = "Let a delayed job start now")
    @APIResponse(responseCode = "200", description = "It may start")
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    public JobActions.Done promote(@PathParam("queue") String queue, @PathParam("id") String id) {
        return act("job.promote", queue, id, actions::promote);
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(summary = "Cancel a job", description = "One that runs is told to stop, which takes a moment.")
    @APIResponse(responseCode = "200", description = "It was cancelled, or asked to stop")
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    public JobActions.Done cancel(@PathParam("queue") String queue, @PathParam("id") String id) {
        return act("job.cancel", queue, id, actions::cancel);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Forget a job that does not run", description = "One that has not begun never will.")
    @APIResponse(responseCode = "200", description = "It is gone")
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    public JobActions.Done remove(@PathParam("queue") String queue, @PathParam("id") String id) {
        return act("job.remove", queue, id, actions::remove);
    }

    private interface Action {
        JobActions.Done on(QueueName queue, String id);
    }

    private JobActions.Done act(String name, String queueName, String id, Action action) {
        QueueName queue = queues.require(queueName);
        JobDetails job = find(queue, id);
        return audit.record(name, path(queue) + "/" + job.id(), null, () -> action.on(queue, job.id()));
    }

    @POST
    @Path("/bulk")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Do something to many jobs",
            description =
                    "In chunks, for a few seconds at most. If the answer has a cursor, the same request with it goes "
                            + "on where this one has ended. Failed jobs that are retried count as replayed among the dead "
                            + "letters; those that were replayed or discarded there are passed over.")
    @APIResponse(responseCode = "200", description = "How far it has come")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public BulkOperations.Result bulk(@PathParam("queue") String name, @NotNull @Valid BulkRequest request) {
        QueueName queue = queues.require(name);
        request.requireMeaning();
        BulkOperations.cursor(request);
        return audit.record("jobs.bulk", path(queue), request, () -> bulk.run(queue, request));
    }

    private static String path(QueueName queue) {
        return "/api/admin/queues/" + queue + "/jobs";
    }
}
