package io.angelwire.gateway.admin.deadletter;

import io.angelwire.domain.failedjob.FailedJobArchive.Status;
import io.angelwire.domain.failedjob.FailedJobFilter;
import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.queue.KnownQueues;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which failed jobs are meant; a {@code @BeanParam}. */
public class FilterParameters {

    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "What became of them; `open` without it",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"open", "replayed", "discarded"}))
    @QueryParam("status")
    String status;

    @QueryParam("queue")
    String queue;

    @QueryParam("jobName")
    String jobName;

    @Parameter(name = "reason", in = ParameterIn.QUERY, description = "A part of why they failed")
    @QueryParam("reason")
    String reason;

    @Parameter(name = "group", in = ParameterIn.QUERY, description = "Failures of one kind")
    @QueryParam("group")
    String group;

    @Parameter(
            name = "failedAfter",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @QueryParam("failedAfter")
    String failedAfter;

    @Parameter(
            name = "failedBefore",
            in = ParameterIn.QUERY,
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @QueryParam("failedBefore")
    String failedBefore;

    Status status() {
        return status == null ? Status.OPEN : QueryParameters.constant("status", status, Status.class);
    }

    FailedJobFilter filter(KnownQueues queues) {
        Instant from = QueryParameters.time("failedAfter", failedAfter);
        Instant until = QueryParameters.time("failedBefore", failedBefore);
        if (from != null && until != null && !from.isBefore(until)) {
            throw QueryParameters.invalid("failedAfter", "before failedBefore");
        }
        return new FailedJobFilter(
                queue == null ? null : queues.require(queue),
                QueryParameters.text("jobName", jobName),
                QueryParameters.text("reason", reason),
                from,
                until,
                QueryParameters.text("group", group),
                null);
    }
}
