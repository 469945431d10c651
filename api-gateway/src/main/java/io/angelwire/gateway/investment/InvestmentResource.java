package io.angelwire.gateway.investment;

import io.angelwire.domain.investment.EscrowWorkflow;
import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.investment.InvestmentStatus;
import io.angelwire.domain.investment.InvestmentWorkflow;
import io.angelwire.domain.payment.Payment;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.http.Versions;
import io.angelwire.gateway.idempotency.Created;
import io.angelwire.gateway.idempotency.IdempotencyKey;
import io.angelwire.gateway.idempotency.IdempotentRequests;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.payment.PaymentView;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
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
    private final EscrowWorkflow escrow;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    InvestmentResource(
            InvestmentWorkflow workflow, EscrowWorkflow escrow, IdempotentRequests idempotent, Caller caller) {
        this.workflow = workflow;
        this.escrow = escrow;
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
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response submit(@NotNull @Valid InvestmentRequest request, @Context HttpHeaders headers) {
        return idempotent.create(headers, request, () -> submit(request));
    }

    @GET
    @RolesAllowed({"investor", "founder", "admin"})
    @Operation(
            summary = "Investments, newest first",
            description = "An investor's own, a founder's those into their startups, an admin's all.")
    @Parameter(
            name = "pitchId",
            in = ParameterIn.QUERY,
            description = "In this pitch alone",
            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "With this status alone",
            schema = @Schema(implementation = InvestmentStatus.class))
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public Page<InvestmentView> list(
            @QueryParam("pitchId") String pitchId, @QueryParam("status") String status, @BeanParam PageRequest page) {
        UUID callerId = caller.id();
        return Page.of(
                Investment.list(
                        caller.isAdmin() ? null : callerId,
                        QueryParameters.uuid("pitchId", pitchId),
                        QueryParameters.oneOf("status", status, InvestmentStatus.class),
                        page.after(),
                        page.limit()),
                InvestmentView::of);
    }

    @GET
    @Path("/{id}")
    @Authenticated
    @Operation(summary = "An investment", description = "For its investor, the startup's founder and admins.")
    @APIResponse(
            responseCode = "200",
            description = "The investment as it is now",
            headers = @Header(name = HttpHeaders.ETAG, description = "Its version"),
            content = @Content(schema = @Schema(implementation = InvestmentView.class)))
    @APIResponse(responseCode = "304", description = "It still has the version of If-None-Match")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Response get(@PathParam("id") UUID id, @Context Request request) {
        Investment investment = visible(id);
        EntityTag tag = Versions.etag(investment.version);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(InvestmentView.of(investment)) : unchanged)
                .tag(tag)
                .build();
    }

    @GET
    @Path("/{id}/payments")
    @Authenticated
    @Operation(summary = "The payments of an investment", description = "None until the provider is asked, then one.")
    @APIResponse(responseCode = "200", description = "All there are")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Page<PaymentView> payments(@PathParam("id") UUID id) {
        visible(id);
        return new Page<>(PaymentView.all(Payment.ofInvestment(id).stream().toList(), caller.isAdmin()), null);
    }

    @POST
    @Path("/{id}/cancel")
    @RolesAllowed("investor")
    @Operation(
            summary = "Cancel one's investment",
            description = "Until the payment provider is asked for the money, which usually takes a moment only.")
    @Parameter(ref = ApiDescription.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "200",
            description = "It is cancelled, and nothing will be charged",
            content = @Content(schema = @Schema(implementation = InvestmentView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response cancel(@PathParam("id") UUID id, @Context HttpHeaders headers) {
        return idempotent.create(headers, null, () -> {
            if (!visible(id).investor.id.equals(caller.id())) {
                throw new ProblemException(ProblemType.FORBIDDEN, null);
            }
            return new Created(200, null, InvestmentView.of(workflow.cancel(id)));
        });
    }

    @POST
    @Path("/{id}/refund")
    @RolesAllowed({"admin", "founder"})
    @Operation(
            summary = "Refund an investment",
            description =
                    "For admins and the startup's founder, while the money is in escrow. The provider gives it back in the background.")
    @Parameter(ref = ApiDescription.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "202",
            description = "It is being refunded; should the provider decline, it is COMPLETED again",
            content = @Content(schema = @Schema(implementation = InvestmentView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response refund(@PathParam("id") UUID id, @Context HttpHeaders headers) {
        return idempotent.create(headers, null, () -> {
            Investment investment = visible(id);
            if (!caller.isAdmin() && !investment.founderId().equals(caller.id())) {
                throw new ProblemException(ProblemType.FORBIDDEN, null);
            }
            return accepted(escrow.requestRefund(id, caller.id()));
        });
    }

    @POST
    @Path("/{id}/release")
    @RolesAllowed("admin")
    @Operation(
            summary = "Release an investment to the startup",
            description = "While the money is in escrow. The ledger follows in the background.")
    @Parameter(ref = ApiDescription.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "202",
            description = "It is being released",
            content = @Content(schema = @Schema(implementation = InvestmentView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response release(@PathParam("id") UUID id, @Context HttpHeaders headers) {
        return idempotent.create(headers, null, () -> {
            visible(id);
            return accepted(escrow.requestRelease(id));
        });
    }

    private Created submit(InvestmentRequest request) {
        Investment investment =
                workflow.submit(caller.id(), request.pitchId(), request.money(), request.paymentMethod());
        return new Created("/api/investments/" + investment.id, InvestmentView.of(investment));
    }

    private static Created accepted(Investment investment) {
        return Created.accepted("/api/investments/" + investment.id, InvestmentView.of(investment));
    }

    /** @throws ProblemException the same for "not there" and "not yours": ids are not to be guessed at */
    private Investment visible(UUID id) {
        UUID callerId = caller.id();
        return Investment.findWithParties(id)
                .filter(investment -> caller.isAdmin() || investment.isPartyTo(callerId))
                .orElseThrow(() -> new ProblemException(ProblemType.INVESTMENT_NOT_FOUND, null));
    }
}
