package io.angelwire.gateway.payment;

import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.page.Slice;
import io.angelwire.domain.payment.Payment;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Payments: made by the payment worker, seen by the parties of their investments. */
@Path("/api/payments")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Payments")
public class PaymentResource {

    private final Caller caller;

    PaymentResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    @RolesAllowed({"investor", "founder", "admin"})
    @Operation(
            summary = "Payments, newest first",
            description =
                    "Those of an investor's investments, of investments into a founder's startups, an admin's all.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public Page<PaymentView> list(@BeanParam PageRequest page) {
        UUID viewer = caller.isAdmin() ? null : caller.id();
        Slice<Payment> slice = Payment.list(viewer, page.after(), page.limit());
        List<PaymentView> views = PaymentView.all(slice.items(), caller.isAdmin());
        return Page.of(new Slice<>(views, slice.next()), Function.identity());
    }

    @GET
    @Path("/{id}")
    @Authenticated
    @Operation(summary = "A payment", description = "For the parties of its investment and admins.")
    @APIResponse(
            responseCode = "200",
            description = "The payment as it is now",
            content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public PaymentView get(@PathParam("id") UUID id) {
        UUID callerId = caller.id();
        Payment payment = Payment.<Payment>findByIdOptional(id)
                .filter(found -> caller.isAdmin() || isParty(found, callerId))
                .orElseThrow(() -> new ProblemException(ProblemType.PAYMENT_NOT_FOUND, null));
        return PaymentView.all(List.of(payment), caller.isAdmin()).get(0);
    }

    private static boolean isParty(Payment payment, UUID userId) {
        return Investment.findWithParties(payment.investmentId).orElseThrow().isPartyTo(userId);
    }
}
