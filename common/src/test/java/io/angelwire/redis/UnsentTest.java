package io.angelwire.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.testing.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UnsentTest {

    private static final Request PING = Request.cmd(Command.PING);

    /** With the real client, whose words decide. */
    @Test
    void aCommandForAClosedConnectionIsSentByAnother() {
        Vertx vertx = Vertx.vertx();
        try (RedisProcess server = RedisProcess.start()) {
            Redis redis = Redis.createClient(vertx, server.options());
            RedisConnection closed = get(redis.connect());
            AtomicBoolean ended = new AtomicBoolean();
            closed.endHandler(ignored -> ended.set(true));
            server.tellAll("CLIENT KILL TYPE normal SKIPME yes");
            await().untilTrue(ended);
            Queue<RedisConnection> connections = new ArrayDeque<>(List.of(closed, get(redis.connect())));

            Response answer = get(Unsent.retry(() -> connections.remove().send(PING)));

            assertThat(answer).hasToString("PONG");
            assertThat(connections).isEmpty();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void whatMayHaveBeenSentIsNotRepeated() {
        Queue<String> failures = new ArrayDeque<>(List.of("CONNECTION_CLOSED", "not reached"));

        Future<Object> answer = Unsent.retry(() -> Future.failedFuture(failures.remove()));

        assertThat(answer.cause()).hasMessage("CONNECTION_CLOSED");
        assertThat(failures).hasSize(1);
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
