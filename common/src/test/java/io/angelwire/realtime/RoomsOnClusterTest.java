package io.angelwire.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Ids;
import io.angelwire.realtime.RoomPresence.Report;
import io.angelwire.testing.RedisCluster;
import io.angelwire.testing.TestHistory;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rooms are on different servers, and what concerns many of them at once reaches them all. */
class RoomsOnClusterTest {

    private static RedisCluster cluster;
    private static Vertx vertx;
    private static Redis redis;

    private final List<Room> rooms =
            Stream.generate(() -> Room.pitch(Ids.newId())).limit(20).toList();

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
        vertx = Vertx.vertx();
        redis = Redis.createClient(vertx, cluster.options());
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        cluster.close();
    }

    @Test
    void publishesToManyRoomsAtOnceInOrder() {
        HistoryConfig config = TestHistory.USUAL;
        RealtimePublisher publisher = new RealtimePublisher(redis, new ObjectMapper(), config);
        RoomHistory history = new RoomHistory(redis, config, 100, 100_000);
        List<RealtimeEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (Room room : rooms) {
                events.add(RealtimeEvent.of(room, "e" + i, Map.of()));
            }
        }
        get(publisher.publish(events));
        cluster.tellAll("SCRIPT FLUSH");
        // Again, as whoever got no answer does.
        get(publisher.publish(events));
        for (Room room : rooms) {
            assertThat(get(history.after(room, 0)).events())
                    .extracting(PublishedEvent::name)
                    .containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9");
        }
    }

    @Test
    void reportsWhoIsInManyRoomsAtOnce() {
        RoomPresence presence = new RoomPresence(redis, new ObjectMapper(), "here", Duration.ofMinutes(1), 5);
        List<Boolean> taken = get(presence.report(rooms.stream()
                .map(room -> new Report(room, true, List.of(room.key()), List.of()))
                .toList()));
        assertThat(taken).hasSize(rooms.size()).containsOnly(true);
        for (Room room : rooms) {
            assertThat(get(presence.of(room)).users()).containsExactly(room.key());
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
