package io.angelwire.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings of the Redis clients that have to fit together. */
class RedisEndpointTest {

    @Test
    void testsUseTheSettingsOfTheServices() throws IOException {
        Properties services = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/META-INF/microprofile-config.properties")) {
            services.load(file);
        }
        RedisOptions tests = RedisEndpoint.clientOptions();

        assertThat(millis(services, "tcp.idle-timeout"))
                .isEqualTo(tests.getNetClientOptions().getIdleTimeout() * 1_000L);
        for (String client : List.of("", "blocking.")) {
            assertThat(millis(services, client + "pool-recycle-timeout")).isEqualTo(tests.getPoolRecycleTimeout());
            assertThat(millis(services, client + "pool-cleaner-interval")).isEqualTo(tests.getPoolCleanerInterval());
            assertThat(millis(services, client + "pool-recycle-timeout")
                            + 2 * millis(services, client + "pool-cleaner-interval"))
                    .as("out of the pool before it is closed")
                    .isLessThan(millis(services, client + "tcp.idle-timeout"));
        }
    }

    private static long millis(Properties services, String name) {
        return Duration.parse("PT" + services.getProperty("quarkus.redis." + name))
                .toMillis();
    }

    @Test
    void aConnectionThatNobodyUsesLeavesThePoolThoughItIsNotClosedAsDead() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (RedisProcess server = RedisProcess.start()) {
            RedisOptions options = server.options();
            options.getNetClientOptions().setIdleTimeout(0);
            Redis redis = Redis.createClient(vertx, options);
            List<Future<Response>> pings = Stream.generate(() -> redis.send(Request.cmd(Command.PING)))
                    .limit(6)
                    .toList();
            Future.all(pings).toCompletionStage().toCompletableFuture().get();

            await().until(() -> server.ask("INFO clients").contains("connected_clients:1\r\n"));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
