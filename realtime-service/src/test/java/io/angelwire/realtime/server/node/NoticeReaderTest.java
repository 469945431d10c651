package io.angelwire.realtime.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Ids;
import io.angelwire.realtime.NodeNotices;
import io.angelwire.testing.RedisProcess;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node does once what it is told, also what it was told while its subscription was down. */
class NoticeReaderTest {

    private final RedisProcess server = RedisProcess.start();
    private final Vertx vertx = Vertx.vertx();
    private final NodeNotices notices = new NodeNotices(Redis.createClient(vertx, server.options()));
    private final ExecutorService loop = Executors.newSingleThreadExecutor();
    private final List<UUID> disconnected = new CopyOnWriteArrayList<>();
    private final NoticeReader reader = new NoticeReader(loop, notices, disconnected::add, new ObjectMapper());
    private final UUID ann = Ids.newId();
    private final UUID bob = Ids.newId();
    private final UUID eve = Ids.newId();

    @AfterEach
    void stop() {
        loop.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @Test
    void doesEachNoticeOnceAndNoneFromBeforeItsTime() {
        send(eve);
        subscribed();
        reader.received("9999999999999-0 {\"unknown\":1}");
        reader.received("nonsense");
        assertThat(disconnected).isEmpty();
    }

    @Test
    void catchesUpWithWhatItMissed() {
        send(eve);
        subscribed();
        // Live, so that it knows where it stands.
        send(ann);
        NodeNotices.Notice live = get(notices.newest()).get(0);
        onLoop(() -> reader.received(live.id() + " " + live.text()));
        assertThat(disconnected).containsExactly(ann);
        send(bob);
        subscribed();
        await().until(() -> disconnected.equals(List.of(ann, bob)));
        // The live one comes late.
        NodeNotices.Notice last = get(notices.newest()).get(0);
        onLoop(() -> reader.received(last.id() + " " + last.text()));
        assertThat(disconnected).containsExactly(ann, bob);
    }

    private void subscribed() {
        onLoop(reader::subscribed);
    }

    private void onLoop(Runnable action) {
        try {
            loop.submit(action).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void send(UUID user) {
        get(notices.send(NoticeReader.disconnect(user)));
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
