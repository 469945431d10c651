package io.angelwire.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.realtime.RoomDirectory.Occupancy;
import io.angelwire.testing.RedisProcess;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomDirectoryTest {

    private final RedisProcess server = RedisProcess.start();
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis = Redis.createClient(vertx, server.url());
    private final RoomDirectory here = new RoomDirectory(redis, "here", Duration.ofMinutes(1));
    private final RoomDirectory there = new RoomDirectory(redis, "there", Duration.ofMinutes(1));

    @BeforeEach
    void bothKnown() {
        get(here.report(true, Map.of()));
        get(there.report(true, Map.of()));
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void addsTheNodesUpAndPagesByName() {
        get(here.report(false, Map.of(Room.admin("a"), 1, Room.admin("c"), 2)));
        get(there.report(false, Map.of(Room.admin("b"), 5, Room.admin("c"), 3)));
        assertThat(get(here.list("", 2))).containsExactly(new Occupancy("admin:a", 1), new Occupancy("admin:b", 5));
        assertThat(get(here.list("admin:b", 2))).containsExactly(new Occupancy("admin:c", 5));
        assertThat(get(here.of(Room.admin("c"))).connections()).isEqualTo(5);
        assertThat(get(here.of(Room.admin("x"))).connections()).isZero();
        get(there.report(false, Map.of(Room.admin("c"), 0)));
        assertThat(get(here.of(Room.admin("c"))).connections()).isEqualTo(2);
        get(here.report(true, Map.of(Room.admin("d"), 1)));
        assertThat(get(here.list("", 10))).containsExactly(new Occupancy("admin:b", 5), new Occupancy("admin:d", 1));
    }

    @Test
    void forgetsASilentNode() {
        RoomDirectory dying = new RoomDirectory(redis, "dying", Duration.ofMillis(300));
        get(dying.report(true, Map.of(Room.admin("a"), 7)));
        assertThat(get(here.of(Room.admin("a"))).connections()).isEqualTo(7);
        await().atMost(Duration.ofSeconds(5)).until(() -> get(here.list("", 10)).isEmpty());
        assertThat(get(here.report(false, Map.of()))).isTrue();
        assertThat(get(dying.report(false, Map.of()))).isFalse();
    }

    @Test
    void noticesAreHeardLaterToo() {
        NodeNotices notices = new NodeNotices(redis);
        assertThat(get(notices.newest())).isEmpty();
        assertThat(get(notices.send("one"))).isZero();
        String seen = get(notices.newest()).get(0).id();
        get(notices.send("two words"));
        get(notices.send("three"));
        assertThat(get(notices.after(seen)))
                .extracting(NodeNotices.Notice::text)
                .isEqualTo(List.of("two words", "three"));
        assertThat(NodeNotices.parse("1-0 two words")).isEqualTo(new NodeNotices.Notice("1-0", "two words"));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
