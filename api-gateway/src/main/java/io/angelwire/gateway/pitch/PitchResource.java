package io.angelwire.gateway.pitch;

import io.angelwire.domain.pitch.Pitch;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pitches: drafts are their founder's, the others everybody's who is signed in. */
@Path("/api/pitches")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Pitches")
public class PitchResource {

    private final Caller caller;

    PitchResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A pitch", description = "A draft only for its founder and admins.")
    @APIResponse(
            responseCode = "200",
            description = "The pitch",
            content = @Content(schema = @Schema(implementation = PitchView.class)))
    @APIResponse(responseCode = "401", ref = ApiDescription.UNAUTHORIZED)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public PitchView get(@PathParam("id") UUID id) {
        UUID callerId = caller.id();
        return Pitch.findWithFounder(id)
                .filter(pitch -> caller.isAdmin() || pitch.isVisibleTo(callerId))
                .map(PitchView::of)
                .orElseThrow(() -> new ProblemException(ProblemType.PITCH_NOT_FOUND, null));
    }
}
