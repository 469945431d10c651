package io.angelwire.gateway.pitch;

import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.pitch.PitchWorkflow;
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

/** Pitches: drafts are their founder's, the others everybody's who is signed in. */
@Path("/api/pitches")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Pitches")
public class PitchResource {

    private final PitchWorkflow workflow;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    PitchResource(PitchWorkflow workflow, IdempotentRequests idempotent, Caller caller) {
        this.workflow = workflow;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("founder")
    @Operation(summary = "Draft a pitch", description = "Nobody else sees it until it is published.")
    @Parameter(ref = ApiDescription.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The draft",
            headers = @Header(name = HttpHeaders.LOCATION, description = "The pitch's address"),
            content = @Content(schema = @Schema(implementation = PitchView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response create(@NotNull @Valid PitchRequest request, @Context HttpHeaders headers) {
        return idempotent.create(headers, request, () -> {
            Pitch pitch = workflow.draft(caller.id(), request.startupId(), request.content());
            return new Created("/api/pitches/" + pitch.id, PitchView.of(pitch));
        });
    }

    @GET
    @Operation(
            summary = "Pitches, newest first",
            description = "Those that are or were open for investments, and the caller's own drafts; for admins all.")
    @Parameter(
            name = "startupId",
            in = ParameterIn.QUERY,
            description = "Of this startup alone",
            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    @Parameter(
            name = "status",
            in = ParameterIn.QUERY,
            description = "With this status alone",
            schema = @Schema(implementation = PitchStatus.class))
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Page<PitchView> list(
            @QueryParam("startupId") String startupId,
            @QueryParam("status") String status,
            @BeanParam PageRequest page) {
        UUID callerId = caller.id();
        return Page.of(
                Pitch.list(
                        caller.isAdmin() ? null : callerId,
                        QueryParameters.uuid("startupId", startupId),
                        QueryParameters.oneOf("status", status, PitchStatus.class),
                        page.after(),
                        page.limit()),
                PitchView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A pitch", description = "A draft only for its founder and admins.")
    @APIResponse(
            responseCode = "200",
            description = "The pitch",
            headers = @Header(name = HttpHeaders.ETAG, description = "Its version, for If-Match"),
            content = @Content(schema = @Schema(implementation = PitchView.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Response get(@PathParam("id") UUID id) {
        UUID callerId = caller.id();
        return Pitch.findWithFounder(id)
                .filter(pitch -> caller.isAdmin() || pitch.isVisibleTo(callerId))
                .map(PitchResource::answer)
                .orElseThrow(() -> new ProblemException(ProblemType.PITCH_NOT_FOUND, null));
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("founder")
    @Operation(
            summary = "Change what a pitch says",
            description = "For its founder. Goal and currency are fixed while there are investments under them.")
    @Parameter(ref = ApiDescription.IF_MATCH)
    @APIResponse(
            responseCode = "200",
            description = "As it is now",
            headers = @Header(name = HttpHeaders.ETAG, description = "Its version, for If-Match"),
            content = @Content(schema = @Schema(implementation = PitchView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "412", ref = ApiDescription.PRECONDITION_FAILED)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    @APIResponse(responseCode = "428", ref = ApiDescription.PRECONDITION_REQUIRED)
    public Response update(
            @PathParam("id") UUID id, @NotNull @Valid PitchContentRequest request, @Context HttpHeaders headers) {
        return answer(workflow.update(
                caller.id(), id, request.content(), version -> Versions.requireMatch(headers, version)));
    }

    @POST
    @Path("/{id}/publish")
    @RolesAllowed("founder")
    @Operation(summary = "Publish a draft", description = "For its founder. A published pitch stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "Open for investments",
            content = @Content(schema = @Schema(implementation = PitchView.class)))
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    public Response publish(@PathParam("id") UUID id) {
        return answer(workflow.publish(caller.id(), id));
    }

    @POST
    @Path("/{id}/unpublish")
    @RolesAllowed("founder")
    @Operation(
            summary = "Make a pitch a draft again",
            description =
                    "For its founder, while nobody has invested. Whoever follows it live is taken out of its room.")
    @APIResponse(
            responseCode = "200",
            description = "A draft",
            content = @Content(schema = @Schema(implementation = PitchView.class)))
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    public Response unpublish(@PathParam("id") UUID id) {
        return answer(workflow.unpublish(caller.id(), id));
    }

    private static Response answer(Pitch pitch) {
        return Response.ok(PitchView.of(pitch))
                .tag(Versions.etag(pitch.version))
                .build();
    }
}
