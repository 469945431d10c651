package io.angelwire.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.observability.TraceParent;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Publishes events to rooms: each is given the next offset of its room, kept in the room's history and sent to the
 * nodes that have members in the room.
 *
 * <p>Publishing an event again, with the same id, is harmless within {@link HistoryConfig#duplicateWindow}; that is how
 * a failed call is retried. What must not be lost goes through the {@link io.angelwire.outbox.Outbox}.
 */
@ApplicationScoped
public class RealtimePublisher {

    static final LuaScript PUBLISH = LuaScript.load("publish.lua", 3, 8);

    static final LuaScript PUBLISH_TRANSIENT = LuaScript.load("publish-transient.lua", 1, 4);

    private static final UUID NOBODY = new UUID(0, 0);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Redis redis;
    private final ObjectMapper json;
    private final HistoryConfig config;

    public RealtimePublisher(Redis redis, ObjectMapper json, HistoryConfig config) {
        this.redis = redis;
        this.json = json;
        this.config = config;
    }

    /**
     * Publishes in one pipelined round trip (in a cluster one for each room). Events for one room keep their order.
     *
     * @return completes when every event is in its room's history; fails if one of them could not be published (the
     *     others may have been: publish all again) or within 10 seconds if Redis does not answer
     */
    public CompletionStage<Void> publish(List<RealtimeEvent> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<LuaScript.Call> publications = new ArrayList<>(events.size());
        try {
            for (RealtimeEvent event : events) {
                publications.add(publication(event));
            }
        } catch (JsonProcessingException e) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("event data is not JSON", e));
        }
        return PUBLISH.run(redis, publications)
                .<Void>mapEmpty()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Tells who is in the room now, and nobody later; fails within 10 seconds if Redis does not answer. */
    public CompletionStage<Void> tell(TransientEvent told) {
        return tellState(told, NOBODY, "", Duration.ZERO).thenApply(always -> null);
    }

    /**
     * Tells who is in the room now of a user's state (typing or not). Within the window the same state is told once,
     * and a change of it once: who repeats it or goes to and fro bothers nobody.
     *
     * @return whether it was told; fails within 10 seconds if Redis does not answer
     */
    public CompletionStage<Boolean> tellState(TransientEvent told, UUID userId, String state, Duration window) {
        PublishedEvent event = told.event();
        List<String> keys = List.of(RoomKeys.throttle(event.room(), event.name(), userId));
        List<String> args =
                List.of(RoomKeys.live(event.room()), told.message(), state, Long.toString(window.toMillis()));
        return PUBLISH_TRANSIENT
                .run(redis, List.of(PUBLISH_TRANSIENT.call(keys, args)))
                .map(replies -> replies.get(0).toInteger() == 1)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private LuaScript.Call publication(RealtimeEvent event) throws JsonProcessingException {
        Room room = event.room();
        String trace = event.trace() == null ? TraceParent.current() : event.trace();
        String prefix = "{\"id\":" + json.writeValueAsString(event.id())
                + ",\"event\":" + json.writeValueAsString(event.name())
                + ",\"room\":" + json.writeValueAsString(room.toString())
                + (trace == null ? "" : ",\"trace\":" + json.writeValueAsString(trace));
        return PUBLISH.call(
                List.of(RoomKeys.head(room), RoomKeys.history(room), RoomKeys.published(room, event.id())),
                List.of(
                        RoomKeys.live(room),
                        prefix,
                        json.writeValueAsString(event.data()),
                        RoomHistory.newEpoch(),
                        Integer.toString(config.maxEvents()),
                        Long.toString(config.maxAge().toMillis()),
                        Long.toString(config.headAge().toMillis()),
                        Long.toString(config.duplicateWindow().toMillis())));
    }
}
