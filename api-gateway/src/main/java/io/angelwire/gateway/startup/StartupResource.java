package io.angelwire.gateway.startup;

import io.angelwire.domain.startup.Startup;
import io.angelwire.domain.startup.Startups;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.http.Versions;
import io.angelwire.gateway.idempotency.Created;
import io.angelwire.gateway.idempotency.IdempotentRequests;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
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
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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

/** Startups: described by their founders, read by everybody who is signed in. */
@Path("/api/startups")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Startups")
public class StartupResource {

    private final Startups startups;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    StartupResource(Startups startups, IdempotentRequests idempotent, Caller caller) {
        this.startups = startups;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("founder")
    @Operation(summary = "Found a startup")
    @Parameter(ref = ApiDescription.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "It is there",
            headers = @Header(name = HttpHeaders.LOCATION, description = "The startup's address"),
            content = @Content(schema = @Schema(implementation = StartupView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response create(@NotNull @Valid StartupRequest request, @Context HttpHeaders headers) {
        return idempotent.create(headers, request, () -> {
            Startup startup = startups.create(caller.id(), request.profile())
                    .orElseThrow(() -> new ProblemException(ProblemType.ACCOUNT_UNKNOWN, null));
            return new Created("/api/startups/" + startup.id, StartupView.of(startup));
        });
    }

    @GET
    @Operation(summary = "Startups, newest first")
    @Parameter(
            name = "mine",
            in = ParameterIn.QUERY,
            description = "Those that the caller has founded",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Page<StartupView> list(@QueryParam("mine") String mine, @BeanParam PageRequest page) {
        UUID founder = QueryParameters.flag("mine", mine) ? caller.id() : null;
        return Page.of(Startup.list(founder, page.after(), page.limit()), StartupView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A startup")
    @APIResponse(
            responseCode = "200",
            description = "The startup",
            headers = @Header(name = HttpHeaders.ETAG, description = "Its version, for If-Match"),
            content = @Content(schema = @Schema(implementation = StartupView.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Response get(@PathParam("id") UUID id) {
        return Startup.findWithFounder(id).map(StartupResource::answer).orElseThrow(StartupResource::notFound);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("founder")
    @Operation(summary = "Describe a startup anew", description = "For its founder.")
    @Parameter(ref = ApiDescription.IF_MATCH)
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            headers = @Header(name = HttpHeaders.ETAG, description = "Its version, for If-Match"),
            content = @Content(schema = @Schema(implementation = StartupView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "412", ref = ApiDescription.PRECONDITION_FAILED)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    @APIResponse(responseCode = "428", ref = ApiDescription.PRECONDITION_REQUIRED)
    public Response update(
            @PathParam("id") UUID id, @NotNull @Valid StartupRequest request, @Context HttpHeaders headers) {
        return startups.update(caller.id(), id, request.profile(), version -> Versions.requireMatch(headers, version))
                .map(StartupResource::answer)
                .orElseThrow(StartupResource::notFound);
    }

    private static Response answer(Startup startup) {
        return Response.ok(StartupView.of(startup))
                .tag(Versions.etag(startup.version))
                .build();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.STARTUP_NOT_FOUND, null);
    }
}
