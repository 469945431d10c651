package io.angelwire.gateway.admin.deadletter;

import io.angelwire.domain.failedjob.FailedJob;
import io.angelwire.domain.failedjob.FailedJobArchive;
import io.angelwire.domain.failedjob.FailedJobFilter;
import io.angelwire.domain.failedjob.FailedJobs;
import io.angelwire.domain.failedjob.FailureGroup;
import io.angelwire.gateway.admin.audit.AuditLog;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.queue.KnownQueues;
import io.angelwire.job.PayloadCipher;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntBiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Jobs that failed for good, and what is to become of them. */
@Path("/api/admin/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "Administration")
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHORIZED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
public class DeadLetterResource {

    private static final String PATH = "/api/admin/dead-letters";
    private static final int MOST_GROUPS = 100;

    private final FailedJobArchive archive;
    private final FailedJobs failedJobs;
    private final KnownQueues queues;
    private final AuditLog audit;
    private final PayloadCipher cipher;

    DeadLetterResource(
            FailedJobArchive archive, FailedJobs failedJobs, KnownQueues queues, AuditLog audit, PayloadCipher cipher) {
        this.archive = archive;
        this.failedJobs = failedJobs;
        this.queues = queues;
        this.audit = audit;
        this.cipher = cipher;
    }

    @GET
    @Operation(summary = "Jobs that failed for good", description = "Newest first, without their payloads.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Page<FailedJobView> list(@BeanParam FilterParameters parameters, @BeanParam PageRequest page) {
        return Page.of(
                archive.list(parameters.filter(queues), parameters.status(), page.after(), page.limit()),
                FailedJobView::of);
    }

    /** Kinds of failures, at most 100. */
    record Groups(List<FailureGroup> items) {}

    @GET
    @Path("/groups")
    @Operation(
            summary = "Failures by kind",
            description =
                    "The 100 most frequent kinds of the latest 10,000 failures. A kind is the reason without ids, "
                            + "numbers, addresses and quoted texts.")
    @APIResponse(responseCode = "200", description = "How often each kind was, since when, and where")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Groups groups(@BeanParam FilterParameters parameters) {
        return new Groups(archive.groups(parameters.filter(queues), parameters.status(), MOST_GROUPS));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A job that failed for good", description = "With its payload.")
    @APIResponse(responseCode = "200", description = "All that is stored of it")
    public FailedJobView get(@PathParam("id") UUID id) {
        return FailedJobView.of(find(id), cipher);
    }

    private FailedJob find(UUID id) {
        return archive.find(id).orElseThrow(() -> new ProblemException(ProblemType.FAILED_JOB_NOT_FOUND, null));
    }

    /** To how many jobs it was done. */
    @Schema(name = "DeadLettersDone")
    record Done(
            int done,

            @Schema(description = "Whether there may be more: repeat the request")
            boolean more) {}

    @POST
    @Path("/{id}/replay")
    @Operation(summary = "Try a job again", description = "From its first attempt, under its id. Each failure once.")
    @APIResponse(responseCode = "200", description = "It will be tried")
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    public Done replay(@PathParam("id") UUID id) {
        return one("dead-letter.replay", id, failedJobs::replay);
    }

    @POST
    @Path("/{id}/discard")
    @Operation(summary = "Let a job rest", description = "It is kept, but neither open nor tried again.")
    @APIResponse(responseCode = "200", description = "It is discarded")
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    public Done discard(@PathParam("id") UUID id) {
        return one("dead-letter.discard", id, failedJobs::discard);
    }

    private Done one(String action, UUID id, ToIntBiFunction<FailedJobFilter, Integer> effect) {
        find(id);
        return audit.record(action, PATH + "/" + id, null, () -> {
            if (effect.applyAsInt(FailedJobFilter.only(id), 1) == 0) {
                throw new ProblemException(
                        ProblemType.JOB_STATE, "It was tried again or discarded, or has failed again since.");
            }
            return new Done(1, false);
        });
    }

    @POST
    @Path("/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Try jobs again", description = "All that a filter finds, the oldest first, 1,000 at a time.")
    @APIResponse(responseCode = "200", description = "How many will be tried")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Done replay(@NotNull @Valid FailedJobsRequest request) {
        return many("dead-letters.replay", request, failedJobs::replay);
    }

    @POST
    @Path("/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Let jobs rest", description = "All that a filter finds, the oldest first, 1,000 at a time.")
    @APIResponse(responseCode = "200", description = "How many are discarded")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Done discard(@NotNull @Valid FailedJobsRequest request) {
        return many("dead-letters.discard", request, failedJobs::discard);
    }

    private Done many(String action, FailedJobsRequest request, ToIntBiFunction<FailedJobFilter, Integer> effect) {
        FailedJobFilter filter = request.filter(queues);
        return audit.record(action, PATH, request, () -> {
            int done = effect.applyAsInt(filter, request.most());
            return new Done(done, done == request.most());
        });
    }
}
