package io.angelwire.gateway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.realtime.HistoryConfig;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomHistory;
import io.quarkus.arc.Arc;
import io.vertx.redis.client.Redis;
import java.util.List;

/** What rooms were told. */
public final class Told {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Told() {}

    /** The room's events, as soon as there are so many: they come after the commit. */
    public static List<JsonNode> in(Room room, int events) {
        var container = Arc.container();
        RoomHistory history = new RoomHistory(
                container.instance(Redis.class).get(),
                container.instance(HistoryConfig.class).get(),
                100,
                1_000_000);
        return await()
                .until(() -> history.after(room, 0).toCompletableFuture().get().events(), told -> told.size() >= events)
                .stream()
                .map(Told::read)
                .toList();
    }

    private static JsonNode read(PublishedEvent event) {
        try {
            return JSON.readTree(event.json());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
