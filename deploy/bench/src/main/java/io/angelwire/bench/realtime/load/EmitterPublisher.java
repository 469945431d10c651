package io.angelwire.bench.realtime.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** As Socket.IO's Redis emitter publishes: the packet in MessagePack on the channel of its room. */
final class EmitterPublisher implements EventPublisher {

    private static final int EVENT = 2;

    private final Redis redis;

    EmitterPublisher(Redis redis) {
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
        Object message = List.of(
                "emitter",
                Map.of("type", EVENT, "data", List.of(BenchEvent.NAME, data), "nsp", "/"),
                Map.of("rooms", List.of(room), "flags", Map.of(), "except", List.of()));
        return Request.cmd(Command.PUBLISH)
                .arg("socket.io#/#" + room + "#")
                .arg(Buffer.buffer(MessagePack.encode(message)));
    }
}
