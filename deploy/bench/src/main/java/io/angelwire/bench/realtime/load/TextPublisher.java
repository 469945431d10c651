package io.angelwire.bench.realtime.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The finished frame's text on the channel of its room, for a server that only passes it on. */
final class TextPublisher implements EventPublisher {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Redis redis;

    TextPublisher(Redis redis) {
        this.redis = redis;
    }

    @Override
    public CompletionStage<Void> publish(List<String> pitchIds, Map<String, Object> data) {
        return redis.batch(pitchIds.stream().map(id -> publication(id, data)).toList())
                .<Void>mapEmpty()
                .toCompletionStage();
    }

    private static Request publication(String pitchId, Map<String, Object> data) {
        String room = "pitch:" + pitchId;
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", "event");
        frame.put("event", BenchEvent.NAME);
        frame.put("room", room);
        frame.put("data", data);
        try {
            return Request.cmd(Command.PUBLISH).arg(room).arg(JSON.writeValueAsString(frame));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
