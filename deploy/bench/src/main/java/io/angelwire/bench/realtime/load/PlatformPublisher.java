package io.angelwire.bench.realtime.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.realtime.HistoryConfig;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** As the platform publishes: with an offset, into the room's history. */
final class PlatformPublisher implements EventPublisher {

    private final RealtimePublisher publisher;

    PlatformPublisher(Redis redis) {
        publisher = new RealtimePublisher(redis, new ObjectMapper(), new Defaults());
    }

    @Override
    public CompletionStage<Void> publish(List<String> pitchIds, Map<String, Object> data) {
        return publisher.publish(pitchIds.stream()
                .map(id -> RealtimeEvent.of(Room.pitch(UUID.fromString(id)), BenchEvent.NAME, data))
                .toList());
    }

    /** The services' own; a configuration needs a build step that is not in here. */
    private record Defaults() implements HistoryConfig {

        @Override
        public int maxEvents() {
            return 500;
        }

        @Override
        public Duration maxAge() {
            return Duration.ofHours(24);
        }

        @Override
        public Duration headAge() {
            return Duration.ofDays(7);
        }

        @Override
        public Duration duplicateWindow() {
            return Duration.ofHours(1);
        }
    }
}
