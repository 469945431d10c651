package io.angelwire.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Ids;
import io.angelwire.realtime.RoomPresence.Report;
import io.angelwire.testing.RedisProcess;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoomPresenceTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static RedisProcess server;
    private static Vertx vertx;
    private static Redis redis;

    private final Room room = Room.pitch(Ids.newId());
    private final RoomPresence here = presence("here", LONG);
    private final RoomPresence there = presence("there", LONG);

    @BeforeAll
    static void start() {
        server = RedisProcess.start();
        vertx = Vertx.vertx();
        redis = Redis.createClient(vertx, server.url());
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void aUserOnSeveralNodesIsPresentOnce() {
        assertThat(afresh(here, "ann", "bob")).isTrue();
        assertThat(afresh(there, "ann")).isTrue();
        assertThat(present()).containsExactly("ann", "bob");
        assertThat(report(here, List.of(), List.of("ann"))).isTrue();
        assertThat(present()).containsExactly("ann", "bob");
        assertThat(report(there, List.of(), List.of("ann"))).isTrue();
        assertThat(present()).containsExactly("bob");
    }

    @Test
    void tellingTwiceCountsOnce() {
        afresh(here, "ann");
        report(here, List.of("ann"), List.of("nobody"));
        report(here, List.of("ann"), List.of());
        report(here, List.of(), List.of("ann"));
        assertThat(present()).isEmpty();
    }

    @Test
    void aSilentNodesUsersAreForgotten() {
        RoomPresence dying = presence("dying", Duration.ofMillis(300));
        afresh(here, "ann");
        afresh(dying, "ann", "bob");
        assertThat(present()).containsExactly("ann", "bob");
        await().atMost(Duration.ofSeconds(5)).until(() -> present().equals(List.of("ann")));
        // It was only asleep: it is told that it has to start anew.
        assertThat(report(dying, List.of("eve"), List.of())).isFalse();
        assertThat(present()).containsExactly("ann");
        assertThat(afresh(dying, "bob", "eve")).isTrue();
        assertThat(present()).containsExactly("ann", "bob", "eve");
    }

    @Test
    void startingAnewForgetsWhatWasToldBefore() {
        afresh(here, "ann", "bob");
        afresh(here, "bob", "eve");
        assertThat(present()).containsExactly("bob", "eve");
    }

    @Test
    void lostDataIsToldAnew() {
        afresh(here, "ann");
        get(redis.send(Request.cmd(Command.FLUSHALL)).toCompletionStage());
        assertThat(report(here, List.of(), List.of())).isFalse();
        afresh(here, "ann");
        assertThat(present()).containsExactly("ann");
    }

    @Test
    void manyAreOnlyCounted() {
        afresh(here, "a", "b", "c", "d", "e", "f");
        RoomPresence.Present present = get(here.of(room));
        assertThat(present.count()).isEqualTo(6);
        assertThat(present.users()).isNull();
    }

    private Collection<String> present() {
        return List.copyOf(get(there.of(room)).users());
    }

    private boolean afresh(RoomPresence node, String... users) {
        return get(node.report(List.of(new Report(room, true, List.of(users), List.of()))))
                .get(0);
    }

    private boolean report(RoomPresence node, List<String> come, List<String> gone) {
        return get(node.report(List.of(new Report(room, false, come, gone)))).get(0);
    }

    private static RoomPresence presence(String node, Duration life) {
        return new RoomPresence(redis, new ObjectMapper(), node, life, 5);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
