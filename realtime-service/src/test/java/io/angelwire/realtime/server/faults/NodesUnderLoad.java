package io.angelwire.realtime.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Ids;
import io.angelwire.realtime.HistoryConfig;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomHistory;
import io.angelwire.testing.RedisEndpoint;
import io.angelwire.testing.TestHistory;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Two nodes, a real Redis, and an unending stream of events, while things break: in the end every client has every event
 * once and in order, or was told that it must fetch the state anew.
 */
abstract class NodesUnderLoad<S extends RedisEndpoint> {

    private static final int FOLLOWERS = 8;

    final S server;
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;
    final HistoryConfig config = new TestHistory(200, Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(1));
    private final RealtimePublisher publisher;
    private final RoomHistory history;
    final List<Room> rooms =
            Stream.generate(() -> Room.pitch(Ids.newId())).limit(3).toList();
    final List<Follower> followers = new ArrayList<>();
    final AtomicInteger published = new AtomicInteger();
    private volatile boolean publishing = true;
    private Thread publishingThread;
    TestNode here;
    TestNode there;

    NodesUnderLoad(S server) {
        this.server = server;
        redis = Redis.createClient(vertx, server.options());
        publisher = new RealtimePublisher(redis, new ObjectMapper(), config);
        history = new RoomHistory(redis, config, 20, 100_000);
    }

    @BeforeEach
    void startNodes() {
        here = new TestNode(this::options, config);
        there = new TestNode(this::options, config);
        eventually().until(() -> here.isUp() && there.isUp());
        for (int i = 0; i < FOLLOWERS; i++) {
            for (Room room : rooms) {
                Follower follower = new Follower(room);
                followers.add(follower);
                follower.connect(i % 2 == 0 ? here : there);
            }
        }
        eventually().until(() -> followers.stream().allMatch(Follower::isJoined));
    }

    RedisOptions options() {
        return server.options();
    }

    @AfterEach
    void stop() throws InterruptedException {
        publishing = false;
        if (publishingThread != null) {
            publishingThread.join();
        }
        here.close();
        there.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    /** The clients of the node {@link #here}, which is gone. */
    void comeBack(TestNode node) {
        for (int i = 0; i < followers.size(); i++) {
            if (i / rooms.size() % 2 == 0) {
                followers.get(i).connect(node);
            }
        }
    }

    void untilPublished(int more) {
        int before = published.get();
        eventually().until(() -> published.get() > before + more);
    }

    void assertNothingLost() {
        assertThat(followers)
                .allSatisfy(follower -> assertThat(follower.refetches()).isZero());
    }

    void startPublishing() {
        publishingThread = new Thread(
                () -> {
                    while (publishing) {
                        for (Room room : rooms) {
                            publish(room, 1);
                        }
                        published.incrementAndGet();
                    }
                },
                "publisher");
        publishingThread.start();
    }

    /** As the outbox does it: the same events again until they are published. */
    void publish(Room room, int count) {
        List<RealtimeEvent> events = IntStream.range(0, count)
                .mapToObj(i -> RealtimeEvent.of(room, "x", Map.of("number", i)))
                .toList();
        eventually().ignoreExceptions().until(() -> {
            publisher.publish(events).toCompletableFuture().get(5, TimeUnit.SECONDS);
            return true;
        });
    }

    void settle() throws InterruptedException {
        publishing = false;
        publishingThread.join();
        // Tells those who missed the last one by the channel that there was one.
        rooms.forEach(room -> publish(room, 1));
        for (Follower follower : followers) {
            eventually().until(() -> head(follower.room()).equals(follower.last()));
            assertThat(follower.complaints()).isEmpty();
        }
    }

    private Offset head(Room room) {
        return history.head(room)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .head();
    }

    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }
}
