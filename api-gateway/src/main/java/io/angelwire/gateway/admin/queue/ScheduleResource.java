package io.angelwire.gateway.admin.queue;

import io.angelwire.gateway.admin.audit.AuditLog;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.queue.KnownQueues;
import io.angelwire.gateway.queue.RedisAnswers;
import io.angelwire.job.QueueName;
import io.angelwire.job.schedule.RedisSchedules;
import io.angelwire.job.schedule.Schedules;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What enqueues jobs of a queue again and again. */
@Path("/api/admin/queues/{queue}/schedules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "Administration")
@APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHORIZED)
@APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
@APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
@APIResponse(responseCode = "503", ref = ApiDescription.UNAVAILABLE)
public class ScheduleResource {

    private final KnownQueues queues;
    private final Schedules schedules;
    private final AuditLog audit;

    ScheduleResource(KnownQueues queues, RedisSchedules schedules, AuditLog audit) {
        this.queues = queues;
        this.schedules = schedules;
        this.audit = audit;
    }

    /** A schedule and its next tick. */
    record ScheduleView(
            String id,
            String jobName,
            Instant nextAt,

            @Schema(description = "Whether that tick will pass without a job")
            boolean isPaused) {}

    /** At most 1,000. */
    record ScheduleList(List<ScheduleView> items) {}

    @GET
    @Operation(summary = "A queue's schedules", description = "By their next ticks, 1,000 at most.")
    @APIResponse(responseCode = "200", description = "Those that have a tick to come")
    public ScheduleList list(@PathParam("queue") String queue) {
        return new ScheduleList(RedisAnswers.await(schedules.list(queues.require(queue))).stream()
                .map(next -> new ScheduleView(next.id(), next.jobName(), next.at(), next.paused()))
                .toList());
    }

    /** What a schedule is after it was paused or resumed. */
    record ScheduleState(String id, boolean isPaused) {}

    @POST
    @Path("/{id}/pause")
    @Operation(
            summary = "Let a schedule's ticks pass without jobs",
            description =
                    "Until it is resumed, also if its service is deployed anew. What passes is not made up for, whatever "
                            + "the schedule does about missed ticks.")
    @APIResponse(responseCode = "200", description = "It is paused")
    public ScheduleState pause(@PathParam("queue") String queue, @PathParam("id") String id) {
        return change("schedule.pause", queue, id, schedules::pause, new ScheduleState(id, true));
    }

    @POST
    @Path("/{id}/resume")
    @Operation(summary = "Let a schedule's ticks have jobs again", description = "From the next one on.")
    @APIResponse(responseCode = "200", description = "It is not paused any more")
    public ScheduleState resume(@PathParam("queue") String queue, @PathParam("id") String id) {
        return change("schedule.resume", queue, id, schedules::resume, new ScheduleState(id, false));
    }

    /** A schedule that is no more. */
    record Removed(String id) {}

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "End a schedule",
            description =
                    "Its jobs stay. One that is part of a service's program comes back within half a minute while "
                            + "that service runs: pause it instead.")
    @APIResponse(responseCode = "200", description = "It is gone")
    public Removed remove(@PathParam("queue") String queue, @PathParam("id") String id) {
        return change("schedule.remove", queue, id, schedules::remove, new Removed(id));
    }

    /** @param effect tells whether there was such a schedule */
    private <T> T change(
            String action,
            String name,
            String id,
            BiFunction<QueueName, String, CompletionStage<Boolean>> effect,
            T answer) {
        QueueName queue = queues.require(name);
        if (RedisAnswers.await(schedules.list(queue)).stream()
                .noneMatch(next -> next.id().equals(id))) {
            throw new ProblemException(ProblemType.SCHEDULE_NOT_FOUND, null);
        }
        return audit.record(action, "/api/admin/queues/" + queue + "/schedules/" + id, null, () -> {
            // It may have ended just now.
            if (!RedisAnswers.await(effect.apply(queue, id))) {
                throw new ProblemException(ProblemType.SCHEDULE_NOT_FOUND, null);
            }
            return answer;
        });
    }
}
