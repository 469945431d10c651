package io.angelwire.gateway.comment;

import io.angelwire.domain.pitch.Comment;
import io.angelwire.domain.pitch.Comments;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.idempotency.Created;
import io.angelwire.gateway.idempotency.IdempotentRequests;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is said about a pitch: by and for everybody who may see it. */
@Path("/api/pitches/{pitchId}/comments")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Comments")
public class CommentResource {

    private final Comments comments;
    private final IdempotentRequests idempotent;
    private final Caller caller;

    CommentResource(Comments comments, IdempotentRequests idempotent, Caller caller) {
        this.comments = comments;
        this.idempotent = idempotent;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Comment on a pitch")
    @Parameter(ref = ApiDescription.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The comment",
            headers = @Header(name = HttpHeaders.LOCATION, description = "The address at which it can be deleted"),
            content = @Content(schema = @Schema(implementation = CommentView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "409", ref = ApiDescription.CONFLICT)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Response add(
            @PathParam("pitchId") UUID pitchId, @NotNull @Valid CommentRequest request, @Context HttpHeaders headers) {
        return idempotent.create(headers, request, () -> {
            Comment comment = comments.add(caller.id(), caller.isAdmin(), pitchId, request.content());
            return new Created("/api/pitches/" + pitchId + "/comments/" + comment.id, CommentView.of(comment));
        });
    }

    @GET
    @Operation(summary = "The comments on a pitch, newest first")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public Page<CommentView> list(@PathParam("pitchId") UUID pitchId, @BeanParam PageRequest page) {
        return Page.of(
                comments.list(caller.id(), caller.isAdmin(), pitchId, page.after(), page.limit()), CommentView::of);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Delete a comment", description = "For who has written it, and admins.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public void delete(@PathParam("pitchId") UUID pitchId, @PathParam("id") UUID id) {
        comments.delete(caller.id(), caller.isAdmin(), pitchId, id);
    }
}
