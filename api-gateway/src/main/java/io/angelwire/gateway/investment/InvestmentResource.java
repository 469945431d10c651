package io.angelwire.gateway.investment;

import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.investment.InvestmentWorkflow;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.idempotency.Created;
import io.angelwire.gateway.idempotency.IdempotencyKey;
import io.angelwire.gateway.idempotency.IdempotentRequests;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Investments: made by investors, seen by their parties. */
@Path("/api/investments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Investments")
public class InvestmentResource {

    private final InvestmentWorkflow workflow;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    InvestmentResource(InvestmentWorkflow workflow, IdempotentRequests idempotent, Caller caller) {
        this.workflow = workflow;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("investor")
    @Operation(
            summary = "Invest in a published pitch",
            description = "The payment, the mail and the notifications follow in the background.")
    @Parameter(
            name = IdempotencyKey.HEADER,
            in = ParameterIn.HEADER,
            description = "Makes repeating safe: the same key with the same body gets the same answer for 24 hours.",
            schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @APIResponse(
            responseCode = "201",
            description = "Accepted",
            headers = @Header(name = HttpHeaders.LOCATION, description = "The investment's address"),
            content = @Content(schema = @Schema(implementation = InvestmentView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHORIZED)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "413", ref = ApiDescription.TOO_LARGE)
    @APIResponse(responseCode = "415", ref = ApiDescription.UNSUPPORTED_MEDIA_TYPE)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response submit(@NotNull @Valid InvestmentRequest request, @Context HttpHeaders headers) {
        return idempotent.create(headers, request, () -> submit(request));
    }

    @GET
    @Path("/{id}")
    @Authenticated
    @Operation(summary = "An investment", description = "For its investor, the startup's founder and admins.")
    @APIResponse(
            responseCode = "200",
            description = "The investment as it is now",
            content = @Content(schema = @Schema(implementation = InvestmentView.class)))
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHORIZED)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public InvestmentView get(@PathParam("id") UUID id) {
        UUID callerId = caller.id();
        return Investment.findWithParties(id)
                .filter(investment -> caller.isAdmin() || investment.isPartyTo(callerId))
                .map(InvestmentView::of)
                // The same answer for "not there" and "not yours": ids are not to be guessed at.
                .orElseThrow(() -> new ProblemException(ProblemType.INVESTMENT_NOT_FOUND, null));
    }

    private Created submit(InvestmentRequest request) {
        Investment investment =
                workflow.submit(caller.id(), request.pitchId(), request.money(), request.paymentMethod());
        return new Created("/api/investments/" + investment.id, InvestmentView.of(investment));
    }
}
