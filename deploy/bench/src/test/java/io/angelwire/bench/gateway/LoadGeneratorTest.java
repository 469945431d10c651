package io.angelwire.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.bench.BenchException;
import io.angelwire.local.client.TokenSigner;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadGeneratorTest {

    private static final Endpoint ENDPOINT = Endpoint.INVESTMENTS;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<Object> connections = ConcurrentHashMap.newKeySet();
    private volatile int status = ENDPOINT.status();
    private HttpServer server;
    private LoadGenerator load;

    @BeforeEach
    void serve(@TempDir Path folder) throws Exception {
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
        Path key = folder.resolve("key.pem");
        byte[] encoded = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Files.writeString(key, Base64.getMimeEncoder().encodeToString(encoded));
        load = new LoadGenerator(server.actualPort(), ENDPOINT, new Users(new TokenSigner(key)), 4);
    }

    @AfterEach
    void stop() {
        load.close();
        vertx.close();
    }

    @Test
    void asksAgainAfterEachAnswerOverTheSameConnections() {
        Answers answers = load.closedLoop(4, 1);

        assertThat(answers.count()).isEqualTo(asked.get()).isGreaterThan(4);
        assertThat(connections).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void asksAtTheRateItIsTold() {
        Answers answers = load.steady(50, 1);

        assertThat(answers.count()).isEqualTo(50).isEqualTo(asked.get());
        assertThat(answers.seconds()).isGreaterThan(0.9);
    }

    @Test
    void refusesAnAnswerThatIsNoSuccess() {
        status = 503;

        assertThatThrownBy(() -> load.closedLoop(2, 1))
                .isInstanceOf(BenchException.class)
                .hasMessage("/api/investments answered 503: {}");
    }
}
