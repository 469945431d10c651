package io.angelwire.local.client;

import java.net.URI;
import java.util.Map;

/** Another program that tells rooms events, over the realtime service's REST. */
public final class RoomsClient {

    private final URI rooms;
    private final Map<String, String> authorization;
    private final JsonHttp http = new JsonHttp();

    /**
     * @param node base address of a node of the realtime service
     * @param token of the role {@code service}
     */
    public RoomsClient(URI node, String token) {
        this.rooms = node.resolve("/api/realtime/rooms/");
        this.authorization = Map.of("Authorization", "Bearer " + token);
    }

    /** @param data becomes a JSON object */
    public void publish(String room, String event, Object data) {
        http.post(rooms.resolve(path(room) + "/events"), authorization, Map.of("event", event, "data", data), 202);
    }

    /** Sequence number of the room's newest event. */
    public long newest(String room) {
        return http.get(rooms.resolve(path(room)), authorization)
                .at("/offset/seq")
                .asLong();
    }

    /** As it stands it would be a scheme with the rest behind it. */
    private static String path(String room) {
        return room.replace(":", "%3A");
    }
}
