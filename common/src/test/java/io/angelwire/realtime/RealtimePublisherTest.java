package io.angelwire.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Ids;
import io.angelwire.testing.RedisProcess;
import io.angelwire.testing.TestHistory;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RealtimePublisherTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static RedisProcess server;
    private static Vertx vertx;
    private static Redis redis;
    private static RealtimePublisher publisher;
    private static RoomHistory history;

    private final Room room = Room.investment(Ids.newId());

    @BeforeAll
    static void start() {
        server = RedisProcess.start();
        vertx = Vertx.vertx();
        redis = Redis.createClient(vertx, server.url());
        publisher = new RealtimePublisher(redis, JSON, TestHistory.USUAL);
        history = new RoomHistory(redis, TestHistory.USUAL, 4, 10_000);
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void numbersTheEventsOfEachRoomAndKeepsThem() {
        Room other = Room.user(Ids.newId());
        publish(event("a"), RealtimeEvent.of(other, "x", Map.of()), event("b"));
        HistoryPage page = await(history.after(room, 0));
        assertThat(page.events()).extracting(PublishedEvent::name).containsExactly("a", "b");
        assertThat(page.events()).extracting(e -> e.offset().seq()).containsExactly(1L, 2L);
        assertThat(page.head()).isEqualTo(page.events().get(1).offset());
        assertThat(page.events().get(0).json()).endsWith("\"data\":{\"said\":\"a\"}}");
        assertThat(await(history.head(other)).head().seq()).isEqualTo(1);
    }

    @Test
    void aStateIsToldOnceInAWindowAndSoIsItsChange() {
        UUID user = Ids.newId();
        Duration window = Duration.ofMinutes(1);
        assertThat(tell(user, "true", window)).isTrue();
        assertThat(tell(user, "true", window)).isFalse();
        assertThat(tell(user, "false", window)).isTrue();
        assertThat(tell(user, "true", window)).isFalse();
        assertThat(tell(user, "false", window)).isFalse();
        assertThat(tell(Ids.newId(), "true", window)).isTrue();
        assertThat(await(history.head(room)).head().seq()).isZero();
    }

    @Test
    void aTransientEventIsReadAsItWasWritten() {
        TransientEvent event = TransientEvent.of(room, "typing", Map.of("a", "\",\"event\":{"), Ids.newId(), JSON);
        assertThat(TransientEvent.isOne(event.message())).isTrue();
        assertThat(TransientEvent.parse(event.message())).isEqualTo(event);
        TransientEvent forAll = TransientEvent.of(room, "typing", Map.of(), null, JSON);
        assertThat(TransientEvent.parse(forAll.message())).isEqualTo(forAll);
    }

    private boolean tell(UUID user, String state, Duration window) {
        TransientEvent event = TransientEvent.of(room, "typing", Map.of("typing", state), user, JSON);
        return await(publisher.tellState(event, user, state, window));
    }

    @Test
    void sendsTheSameTextToTheLiveChannelAsItKeeps() throws Exception {
        List<String> heard = new ArrayList<>();
        var subscribed = new java.util.concurrent.CountDownLatch(1);
        var delivered = new java.util.concurrent.CountDownLatch(2);
        var connection = await(redis.connect().toCompletionStage());
        connection.handler(message -> {
            if ("ssubscribe".equals(message.get(0).toString())) {
                subscribed.countDown();
            } else {
                heard.add(message.get(2).toString());
                delivered.countDown();
            }
        });
        connection.send(Request.cmd(Command.SSUBSCRIBE).arg(RoomKeys.live(room)));
        assertThat(subscribed.await(5, TimeUnit.SECONDS)).isTrue();
        publish(event("a"), event("ü ☃"));
        assertThat(delivered.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(heard)
                .isEqualTo(await(history.after(room, 0)).events().stream()
                        .map(PublishedEvent::json)
                        .toList());
        connection.close();
    }

    @Test
    void publishesAnEventOnceAlthoughItIsRepeated() {
        RealtimeEvent once = event("once");
        publish(once, once);
        publish(once);
        assertThat(await(history.after(room, 0)).events()).hasSize(1);
    }

    @Test
    void loadsTheScriptsAgainWhenRedisForgotThem() {
        publish(event("a"));
        send(Command.SCRIPT, "FLUSH");
        publish(event("b"), event("c"));
        send(Command.SCRIPT, "FLUSH");
        assertThat(await(history.after(room, 0)).events()).hasSize(3);
    }

    @Test
    void pagesEndAtTheirBoundsAndTellWhatIsMissing() {
        for (int i = 0; i < 6; i++) {
            publish(event("e" + i));
        }
        HistoryPage first = await(history.after(room, 0));
        assertThat(first.events()).hasSize(4);
        assertThat(first.head().seq()).isEqualTo(6);
        assertThat(await(history.after(room, 4)).events()).hasSize(2);
        assertThat(await(history.after(room, 6)).events()).isEmpty();
        assertThat(await(new RoomHistory(redis, TestHistory.USUAL, 100, 1).after(room, 0))
                        .events())
                .hasSize(1);

        send(Command.XTRIM, RoomKeys.history(room), "MINID", "4-0");
        assertThat(await(history.after(room, 3)).reachesBackTo(3)).isTrue();
        assertThat(await(history.after(room, 2)).reachesBackTo(2)).isFalse();
        send(Command.DEL, RoomKeys.history(room));
        assertThat(await(history.after(room, 5)).reachesBackTo(5)).isFalse();
        assertThat(await(history.after(room, 6)).reachesBackTo(6)).isTrue();
    }

    @Test
    void trimsTheHistoryToItsConfiguredLength() {
        List<RealtimeEvent> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(event("e" + i));
        }
        await(publisher.publish(many));
        assertThat(send(Command.XLEN, RoomKeys.history(room)).toInteger()).isLessThan(700);
        assertThat(await(history.head(room)).head().seq()).isEqualTo(1_000);
    }

    @Test
    void theEpochChangesWithALostHeadAndWithAnotherServer() {
        publish(event("a"), event("b"));
        String epoch = await(history.head(room)).head().epoch();
        assertThat(await(history.head(room)).head().epoch()).isEqualTo(epoch);

        send(Command.DEL, RoomKeys.head(room));
        publish(event("c"));
        HistoryPage afterLoss = await(history.after(room, 0));
        assertThat(afterLoss.head().epoch()).isNotEqualTo(epoch);
        assertThat(afterLoss.events()).extracting(PublishedEvent::name).containsExactly("c");

        // What a restarted server finds in its append-only file: a head that another process wrote.
        send(Command.HSET, RoomKeys.head(room), "run", "0123456789abcdef");
        HistoryPage afterRestart = await(history.after(room, 0));
        assertThat(afterRestart.head().epoch()).isNotEqualTo(afterLoss.head().epoch());
        assertThat(afterRestart.head().seq()).isZero();
        assertThat(afterRestart.events()).isEmpty();
    }

    @Test
    void aFailingRoomDoesNotHoldBackTheOthers() {
        Room broken = Room.pitch(Ids.newId());
        send(Command.SET, RoomKeys.head(broken), "not a hash");
        List<RealtimeEvent> events = List.of(RealtimeEvent.of(broken, "x", Map.of()), event("a"));
        assertThatThrownBy(() -> await(publisher.publish(events))).hasMessageContaining("WRONGTYPE");
        assertThat(await(history.after(room, 0)).events()).hasSize(1);
        send(Command.DEL, RoomKeys.head(broken));
        await(publisher.publish(events));
        assertThat(await(history.after(broken, 0)).events()).hasSize(1);
        assertThat(await(history.after(room, 0)).events()).hasSize(1);
    }

    private RealtimeEvent event(String name) {
        return RealtimeEvent.of(room, name, Map.of("said", name));
    }

    private static void publish(RealtimeEvent... events) {
        await(publisher.publish(List.of(events)));
    }

    private static Response send(Command command, String... args) {
        Request request = Request.cmd(command);
        for (String arg : args) {
            request.arg(arg);
        }
        return await(redis.send(request).toCompletionStage());
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
