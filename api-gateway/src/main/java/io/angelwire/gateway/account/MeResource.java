package io.angelwire.gateway.account;

import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.user.User;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a client asks first: whose token it has. */
@Path("/api/me")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Me")
public class MeResource {

    private static final int MOST_COUNTED = 100;

    private final Caller caller;

    MeResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Who is signed in",
            description =
                    "As the token's claims name, email and groups say; the first request with a token keeps them.")
    @APIResponse(
            responseCode = "200",
            description = "The caller",
            content = @Content(schema = @Schema(implementation = MeView.class)))
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public MeView get() {
        User user = User.<User>findByIdOptional(caller.id())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.ACCOUNT_UNKNOWN,
                        "The token has no name and email, and nobody is registered under its subject."));
        return new MeView(
                user.id,
                user.name,
                user.email,
                user.role.group(),
                user.createdAt,
                Notification.unread(user.id, MOST_COUNTED));
    }
}
