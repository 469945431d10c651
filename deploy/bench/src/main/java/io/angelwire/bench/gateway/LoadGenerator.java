package io.angelwire.bench.gateway;

import io.angelwire.bench.BenchException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The clients of one server for one endpoint: keep-alive connections without pipelining, all on one event loop, so that
 * nothing is locked. Users take turns, each with a token of its own.
 */
final class LoadGenerator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final HttpClient client;
    private final Endpoint endpoint;
    private final List<RequestOptions> requests = new ArrayList<>();
    private final List<Buffer> bodies = new ArrayList<>();

    private Answers answers;
    private int turn;
    private int underWay;
    private boolean over;
    private long began;
    private CompletableFuture<Answers> done;

    /** @param connections at most */
    LoadGenerator(int port, Endpoint endpoint, Users users, int connections) {
        this.endpoint = endpoint;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(port)
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setPipelining(false)
                .setTcpNoDelay(true));
        for (UUID user : users.ids(endpoint.role())) {
            requests.add(new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setURI(endpoint.path())
                    .putHeader("Authorization", "Bearer " + users.token(user))
                    .putHeader("Content-Type", "application/json"));
            bodies.add(Buffer.buffer(endpoint.body(user)));
        }
    }

    /** So many ask at a time, each again as soon as it has its answer. */
    Answers closedLoop(int clients, Duration span) {
        return run(span, () -> {
            long end = began + span.toNanos();
            for (int i = 0; i < clients; i++) {
                askAgain(end);
            }
        });
    }

    private void askAgain(long end) {
        long now = System.nanoTime();
        if (now >= end) {
            over = true;
            finishIfAllAnswered();
        } else {
            ask(now, () -> askAgain(end));
        }
    }

    /**
     * Asks whether or not there were answers. A request's time counts from when it was due, so that a server that
     * stands still is charged for all whom it lets wait.
     */
    Answers steady(int perSecond, Duration span) {
        int total = (int) (perSecond * span.toMillis() / 1_000);
        return run(span, () -> {
            int[] asked = {0};
            vertx.setPeriodic(1, timer -> {
                long now = System.nanoTime();
                while (asked[0] < total && due(asked[0], perSecond) <= now) {
                    ask(due(asked[0]++, perSecond), this::finishIfAllAnswered);
                }
                if (asked[0] == total) {
                    over = true;
                    vertx.cancelTimer(timer);
                }
            });
        });
    }

    private long due(int number, int perSecond) {
        return began + TimeUnit.SECONDS.toNanos(number) / perSecond;
    }

    private void ask(long from, Runnable answered) {
        int user = turn++ % requests.size();
        underWay++;
        client.request(requests.get(user))
                .compose(request -> request.send(bodies.get(user)))
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() != endpoint.status()) {
                        throw new BenchException(endpoint.path() + " answered " + response.statusCode() + ": " + body);
                    }
                    return body;
                }))
                .onComplete(result -> {
                    underWay--;
                    if (result.failed()) {
                        over = true;
                        done.completeExceptionally(result.cause());
                    } else {
                        answers.add(System.nanoTime() - from);
                        answered.run();
                    }
                });
    }

    private void finishIfAllAnswered() {
        if (over && underWay == 0 && !done.isDone()) {
            answers.finish(System.nanoTime() - began);
            done.complete(answers);
        }
    }

    private Answers run(Duration span, Runnable start) {
        CompletableFuture<Answers> finished = new CompletableFuture<>();
        loop.runOnContext(nothing -> {
            answers = new Answers();
            over = false;
            done = finished;
            began = System.nanoTime();
            start.run();
        });
        try {
            return finished.get(span.plus(PATIENCE).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new BenchException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new BenchException(endpoint.path() + " leaves requests without an answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
        vertx.close();
    }
}
