package io.angelwire.gateway.admin.queue;

import io.angelwire.domain.jobtype.JobTypes;
import io.angelwire.gateway.admin.audit.AuditLog;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.page.OpaqueCursor;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.queue.KnownQueues;
import io.angelwire.gateway.queue.RedisAnswers;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverrides;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Queues as a whole: how they are, pausing them, their limits. */
@Path("/api/admin/queues")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "Administration")
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHORIZED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
public class AdminQueueResource {

    private static final String LIST = "queues";

    private final KnownQueues queues;
    private final QueueOverviews overviews;
    private final QueueControl control;
    private final AuditLog audit;

    AdminQueueResource(KnownQueues queues, QueueOverviews overviews, QueueControl control, AuditLog audit) {
        this.queues = queues;
        this.overviews = overviews;
        this.control = control;
        this.audit = audit;
    }

    @GET
    @Operation(
            summary = "The queues",
            description = "With how many jobs are in each state and the newest of them, without their payloads. A page "
                    + "has the queues in alphabetical order.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public QueuePage list(@BeanParam PageRequest page) {
        String after = page.after(LIST);
        int limit = page.limit();
        List<QueueName> names = queues.names().stream()
                .filter(queue -> queue.value().compareTo(after) > 0)
                .toList();
        List<QueueName> shown = names.subList(0, Math.min(limit, names.size()));
        String next = shown.size() < names.size() ? shown.get(limit - 1).value() : "";
        return new QueuePage(overviews.of(shown), OpaqueCursor.write(LIST, next));
    }

    @GET
    @Path("/{queue}")
    @Operation(summary = "A queue", description = "As the list has it, with its settings and live limits.")
    @APIResponse(responseCode = "200", description = "All that is known of it")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public QueueDetail get(@PathParam("queue") String name) {
        QueueName queue = queues.require(name);
        return new QueueDetail(
                queue.value(),
                JobTypes.names(queue),
                overviews.of(List.of(queue)).get(queue.value()),
                QueueDetail.Settings.of(queues.settings(queue)),
                QueueLimits.of(RedisAnswers.await(control.overrides(queue))));
    }

    /** What a queue is after it was paused or resumed. */
    record Paused(boolean isPaused) {}

    @POST
    @Path("/{queue}/pause")
    @Operation(summary = "Let no job start", description = "Those that run go on.")
    @APIResponse(responseCode = "200", description = "It is paused")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Paused pause(@PathParam("queue") String name) {
        QueueName queue = queues.require(name);
        return audit.record("queue.pause", path(queue), null, () -> {
            RedisAnswers.await(control.pause(queue));
            return new Paused(true);
        });
    }

    @POST
    @Path("/{queue}/resume")
    @Operation(summary = "Let jobs start again")
    @APIResponse(responseCode = "200", description = "It is not paused any more")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Paused resume(@PathParam("queue") String name) {
        QueueName queue = queues.require(name);
        return audit.record("queue.resume", path(queue), null, () -> {
            RedisAnswers.await(control.resume(queue));
            return new Paused(false);
        });
    }

    @GET
    @Path("/{queue}/limits")
    @Operation(summary = "The live limits", description = "Null for what the consumers were started with.")
    @APIResponse(responseCode = "200", description = "What was set")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public QueueLimits limits(@PathParam("queue") String name) {
        return QueueLimits.of(RedisAnswers.await(control.overrides(queues.require(name))));
    }

    @PUT
    @Path("/{queue}/limits")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set live limits",
            description = "They hold at once, for every consumer, in place of earlier ones.")
    @APIResponse(responseCode = "200", description = "What is set now")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public QueueLimits setLimits(@PathParam("queue") String name, @NotNull @Valid QueueLimits limits) {
        QueueName queue = queues.require(name);
        requireEnoughForEveryPart(queue, limits.overrides());
        return audit.record("queue.limits.set", path(queue) + "/limits", limits, () -> {
            RedisAnswers.await(control.configure(queue, limits.overrides()));
            return limits;
        });
    }

    private void requireEnoughForEveryPart(QueueName queue, QueueOverrides overrides) {
        int parts = queues.settings(queue).partitions();
        try {
            overrides.share(parts - 1, parts);
        } catch (IllegalArgumentException tooLow) {
            throw ProblemException.invalid("", tooLow.getMessage());
        }
    }

    @DELETE
    @Path("/{queue}/limits")
    @Operation(summary = "Unset the live limits", description = "What the consumers were started with holds again.")
    @APIResponse(responseCode = "200", description = "None is set")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public QueueLimits unsetLimits(@PathParam("queue") String name) {
        QueueName queue = queues.require(name);
        return audit.record("queue.limits.unset", path(queue) + "/limits", null, () -> {
            RedisAnswers.await(control.configure(queue, QueueOverrides.NONE));
            return QueueLimits.of(QueueOverrides.NONE);
        });
    }

    private static String path(QueueName queue) {
        return "/api/admin/queues/" + queue;
    }
}
