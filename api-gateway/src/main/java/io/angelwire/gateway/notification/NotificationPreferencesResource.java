package io.angelwire.gateway.notification;

import io.angelwire.domain.notification.NotificationPreferences;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.http.Versions;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the caller wants to be notified of, and how. */
@Path("/api/notifications/preferences")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Notifications")
public class NotificationPreferencesResource {

    private final Caller caller;

    NotificationPreferencesResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    @Transactional
    @Operation(summary = "The caller's preferences")
    @APIResponse(
            responseCode = "200",
            description = "Every type and channel",
            headers = @Header(name = HttpHeaders.ETAG, description = "The version, for If-Match"),
            content = @Content(schema = @Schema(implementation = PreferencesView.class)))
    public Response get() {
        return answer(NotificationPreferences.of(caller.id()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            summary = "Change the caller's preferences",
            description = "Replaces them all: what is not named is wanted. Holds for notifications from then on.")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of what was read",
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "The preferences as they are now",
            headers = @Header(name = HttpHeaders.ETAG, description = "The new version"),
            content = @Content(schema = @Schema(implementation = PreferencesView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    @APIResponse(responseCode = "412", ref = ApiDescription.PRECONDITION_FAILED)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    @APIResponse(responseCode = "428", ref = ApiDescription.PRECONDITION_REQUIRED)
    public Response put(@NotNull @Valid PreferencesView wanted, @Context HttpHeaders headers) {
        NotificationPreferences preferences = NotificationPreferences.lock(caller.id())
                .orElseThrow(() -> new ProblemException(ProblemType.ACCOUNT_UNKNOWN, null));
        Versions.requireMatch(headers, preferences.version);
        preferences.switchedOff = wanted.switchedOff();
        preferences.persistAndFlush();
        return answer(preferences);
    }

    private static Response answer(NotificationPreferences preferences) {
        return Response.ok(PreferencesView.of(preferences))
                .tag(Versions.etag(preferences.version))
                .build();
    }
}
