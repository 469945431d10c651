package io.angelwire.realtime.server.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomDirectory;
import io.angelwire.realtime.RoomDirectory.Occupancy;
import io.angelwire.realtime.RoomPresence;
import io.angelwire.realtime.server.RealtimeConfig;
import io.angelwire.realtime.server.api.Problem.Type;
import io.angelwire.realtime.server.hub.PastEvents;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Rooms, for other programs: publishing to them, and who is there. */
@Path("/api/realtime/rooms")
@Produces(MediaType.APPLICATION_JSON)
public class RoomResource {

    private static final int LONGEST_PAGE = 200;

    /** @param id of the event; publishing it again under this id changes nothing */
    public record Published(UUID id) {}

    /** @param next the name to go on behind; null on the last page */
    public record RoomPage(
            List<Occupancy> rooms,
            @JsonInclude(JsonInclude.Include.NON_NULL) String next) {}

    /**
     * @param connections on all nodes
     * @param users how many are present, in rooms of pitches and investments; a user counts once
     * @param present the users' ids, unless they are too many
     * @param offset of the newest event
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RoomState(String room, long connections, Long users, Set<String> present, Offset offset) {}

    private final RealtimePublisher publisher;
    private final RoomDirectory directory;
    private final RoomPresence presence;
    private final PastEvents past;
    private final int maxBytes;

    RoomResource(
            RealtimePublisher publisher,
            RoomDirectory directory,
            RoomPresence presence,
            PastEvents past,
            RealtimeConfig config) {
        this.publisher = publisher;
        this.directory = directory;
        this.presence = presence;
        this.past = past;
        this.maxBytes = Math.toIntExact(config.maxEventSize().asLongValue());
    }

    /** Publishes an event: it is in the room's history when this answers. */
    @POST
    @Path("/{room}/events")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("service")
    @Blocking
    public CompletionStage<Response> publish(@PathParam("room") String room, InputStream body) throws IOException {
        return publish(RoomNames.room(room), body);
    }

    CompletionStage<Response> publish(Room room, InputStream body) throws IOException {
        EventRequest request = EventRequest.read(body, maxBytes);
        return Outage.instead(publisher.publish(List.of(request.in(room))))
                .thenApply(published -> Response.status(Response.Status.ACCEPTED)
                        .entity(new Published(request.id()))
                        .build());
    }

    /** Rooms with connections, in the order of their names. */
    @GET
    @RolesAllowed({"service", "admin"})
    public CompletionStage<RoomPage> list(
            @QueryParam("after") @DefaultValue("") String after, @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new ProblemException(Type.VALIDATION_FAILED, "A page has 1 to " + LONGEST_PAGE + " rooms.");
        }
        String from = after.isEmpty() ? "" : RoomNames.room(after).toString();
        return Outage.instead(directory.list(from, limit + 1)).thenApply(found -> {
            List<Occupancy> page = found.subList(0, Math.min(found.size(), limit));
            return new RoomPage(page, found.size() > limit ? page.get(limit - 1).room() : null);
        });
    }

    /** One room; one that nobody is in has no connections. */
    @GET
    @Path("/{room}")
    @RolesAllowed({"service", "admin"})
    public CompletionStage<RoomState> get(@PathParam("room") String name) {
        Room room = RoomNames.room(name);
        boolean tracked = room.kind() == Room.Kind.PITCH || room.kind() == Room.Kind.INVESTMENT;
        return Outage.instead(directory
                .of(room)
                .thenCombine(
                        past.after(room, PastEvents.HEAD_ONLY),
                        (here, page) -> new RoomState(room.toString(), here.connections(), null, null, page.head()))
                .thenCombine(
                        presence.of(room),
                        (state, present) -> tracked
                                ? new RoomState(
                                        state.room(),
                                        state.connections(),
                                        present.count(),
                                        present.users(),
                                        state.offset())
                                : state));
    }
}
