package io.angelwire.gateway.analytics;

import io.angelwire.domain.analytics.AnalyticsTotals;
import io.angelwire.domain.analytics.AnalyticsTotals.Granularity;
import io.angelwire.domain.analytics.AnalyticsTotals.Total;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How often things happened, and for how much. */
@Path("/api/admin/analytics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "Administration")
public class AnalyticsResource {

    private final AnalyticsTotals totals;

    AnalyticsResource(AnalyticsTotals totals) {
        this.totals = totals;
    }

    @GET
    @Operation(
            summary = "What happened, by event and by hour or day (UTC)",
            description = "Counted in the background: the latest may be a few seconds late.")
    @APIResponse(
            responseCode = "200",
            description = "The totals",
            content = @Content(schema = @Schema(implementation = AnalyticsView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public AnalyticsView get(@BeanParam AnalyticsFilter filter) {
        Granularity granularity = filter.granularity();
        Instant to = filter.to();
        Instant from = filter.from(granularity, to);
        List<Total> found = totals.find(granularity, from, to, filter.event());
        if (found.size() > AnalyticsTotals.MOST) {
            throw new ProblemException(
                    ProblemType.PARAMETER_INVALID,
                    "There are more than " + AnalyticsTotals.MOST + " totals: ask for a shorter range or one event.");
        }
        return AnalyticsView.of(from, to, granularity, found);
    }
}
