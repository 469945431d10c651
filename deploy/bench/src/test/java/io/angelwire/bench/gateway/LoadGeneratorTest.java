package io.angelwire.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.bench.BenchException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

    private static final Endpoint ENDPOINT = Endpoint.INVESTMENTS;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<Object> connections = ConcurrentHashMap.newKeySet();
    private volatile int status = ENDPOINT.status();
    private HttpServer server;
    private LoadGenerator load;

    @BeforeEach
    void serve() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    asked.incrementAndGet();
                    connections.add(request.connection());
                    request.response().setStatusCode(status).end("{}");
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        load = new LoadGenerator(server.actualPort(), ENDPOINT, new Users((user, role) -> role), 4);
    }

    @AfterEach
    void stop() {
        load.close();
        vertx.close();
    }

    @Test
    void asksAgainAfterEachAnswerOverTheSameConnections() {
        // The first answers of a JVM take longer than the rest of the test.
        int first = load.steady(100, Duration.ofMillis(40)).count();
        Answers answers = load.closedLoop(4, Duration.ofMillis(500));

        assertThat(answers.count()).isEqualTo(asked.get() - first).isGreaterThan(4);
        assertThat(connections).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void asksAtTheRateItIsTold() {
        Answers answers = load.steady(200, Duration.ofMillis(250));

        assertThat(answers.count()).isEqualTo(50).isEqualTo(asked.get());
        assertThat(answers.seconds()).isGreaterThan(0.2);
    }

    @Test
    void refusesAnAnswerThatIsNoSuccess() {
        status = 503;

        assertThatThrownBy(() -> load.closedLoop(2, Duration.ofMillis(300)))
                .isInstanceOf(BenchException.class)
                .hasMessage("/api/investments answered 503: {}");
    }
}
