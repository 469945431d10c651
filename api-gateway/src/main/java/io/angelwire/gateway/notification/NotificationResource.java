package io.angelwire.gateway.notification;

import io.angelwire.domain.notification.NotificationInbox;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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

/** The caller's inbox. New notifications and what was read elsewhere come live, too, in the caller's own room. */
@Path("/api/notifications")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@Tag(name = "Notifications")
public class NotificationResource {

    private final NotificationInbox inbox;
    private final Caller caller;

    NotificationResource(NotificationInbox inbox, Caller caller) {
        this.inbox = inbox;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "The caller's notifications, newest first")
    @APIResponse(responseCode = "200", description = "A page of notifications")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    public Page<NotificationView> list(@BeanParam NotificationFilter filter, @BeanParam PageRequest page) {
        return Page.of(inbox.list(caller.id(), filter.filter(), page.after(), page.limit()), NotificationView::of);
    }

    @GET
    @Path("/unread")
    @Operation(summary = "How many of the caller's notifications are unread")
    @APIResponse(
            responseCode = "200",
            description = "The number",
            content = @Content(schema = @Schema(implementation = UnreadView.class)))
    public UnreadView unread() {
        return new UnreadView(inbox.unread(caller.id()));
    }

    @POST
    @Path("/{id}/read")
    @Operation(summary = "The caller has read a notification", description = "Once more changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The notification",
            content = @Content(schema = @Schema(implementation = NotificationView.class)))
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    public NotificationView read(@PathParam("id") UUID id) {
        return inbox.read(caller.id(), id)
                .map(NotificationView::of)
                .orElseThrow(() -> new ProblemException(ProblemType.NOTIFICATION_NOT_FOUND, null));
    }

    @POST
    @Path("/read")
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            summary = "The caller has read all notifications, or all up to one",
            description = "What arrives meanwhile stays unread. Once more changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "How many are unread now",
            content = @Content(schema = @Schema(implementation = UnreadView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "404", ref = ApiDescription.NOT_FOUND)
    @APIResponse(responseCode = "422", ref = ApiDescription.UNPROCESSABLE)
    public UnreadView readAll(@NotNull @Valid ReadAllRequest request) {
        if (request.upTo() == null) {
            inbox.readAll(caller.id());
        } else {
            inbox.readUpTo(caller.id(), request.upTo())
                    .orElseThrow(() -> new ProblemException(ProblemType.NOTIFICATION_NOT_FOUND, null));
        }
        return unread();
    }
}
