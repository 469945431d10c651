package io.angelwire.realtime.server.api;

import io.angelwire.realtime.NodeNotices;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.node.NoticeReader;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;

/** Users, for other programs: telling them something, and ending their connections. */
@Path("/api/realtime/users")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("service")
public class UserResource {

    /** @param nodes that were told at once; one whose subscription is down does it when it is back */
    public record Disconnecting(int nodes) {}

    private final RoomResource rooms;
    private final NodeNotices notices;

    UserResource(RoomResource rooms, NodeNotices notices) {
        this.rooms = rooms;
        this.notices = notices;
    }

    /** Publishes an event to the user's own room. */
    @POST
    @Path("/{id}/events")
    @Consumes(MediaType.APPLICATION_JSON)
    @Blocking
    public CompletionStage<Response> publish(@PathParam("id") String id, InputStream body) throws IOException {
        return rooms.publish(Room.user(RoomNames.id(id)), body);
    }

    /** Ends the user's connections on all nodes, with a code that says not to come back by itself. */
    @POST
    @Path("/{id}/disconnect")
    public CompletionStage<Response> disconnect(@PathParam("id") String id) {
        return Outage.instead(notices.send(NoticeReader.disconnect(RoomNames.id(id))))
                .thenApply(nodes -> Response.status(Response.Status.ACCEPTED)
                        .entity(new Disconnecting(nodes))
                        .build());
    }
}
