package io.angelwire.gateway.demo;

import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tokens for the demo's people. Where the demo is off, this is an address like any that doesn't exist. */
@Path(DemoSignInResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@EndpointDisabled(name = "angelwire.demo.enabled", stringValue = "false", disableIfMissing = true)
@Tag(name = "Demo")
public class DemoSignInResource {

    static final String PATH = "/api/demo/sign-in";

    /** Who is wanted: one of both. */
    @Schema(name = "DemoSignIn", description = "One of both")
    record SignIn(
            @Schema(description = "The first demo user of this role", examples = "investor")
            String role,

            @Schema(examples = "second-investor@demo.angelwire.example")
            String email) {}

    @Schema(name = "DemoSession")
    record Session(String token, Instant expiresAt, SignedIn user) {}

    @Schema(name = "DemoUser")
    record SignedIn(UUID id, String name, String email, String role) {
        static SignedIn of(DemoUser user) {
            return new SignedIn(user.id, user.displayName, user.email, user.role.group());
        }
    }

    private final DemoConfig config;
    private final DemoTokens tokens;

    DemoSignInResource(DemoConfig config, DemoTokens tokens) {
        this.config = config;
        this.tokens = tokens;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Sign in as a demo user", description = "Exists in demonstrations only.")
    @APIResponse(
            responseCode = "200",
            description = "A bearer token",
            content = @Content(schema = @Schema(implementation = Session.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public Session signIn(@NotNull SignIn wanted) {
        if (!config.enabled()) {
            throw new ProblemException(ProblemType.NOT_FOUND, null);
        }
        DemoUser user = find(wanted)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.VALIDATION_FAILED,
                        "Name a role (investor, founder, admin) or the email of a demo user."));
        DemoTokens.Token token = tokens.tokenFor(user);
        return new Session(token.text(), token.expiresAt(), SignedIn.of(user));
    }

    private static Optional<DemoUser> find(SignIn wanted) {
        if ((wanted.role() == null) == (wanted.email() == null)) {
            return Optional.empty();
        }
        return wanted.role() == null ? DemoUser.byEmail(wanted.email()) : DemoUser.byRole(wanted.role());
    }
}
