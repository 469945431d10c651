package io.angelwire.bench.gateway;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.BenchRedis;
import io.angelwire.bench.frame.RunOptions;
import io.angelwire.bench.server.BenchStack;
import io.angelwire.bench.server.MeasuredServer;
import io.angelwire.bench.server.NodeServer;
import io.angelwire.local.client.TokenSigner;
import io.angelwire.local.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What measures work with: both servers, warmed up, on one PostgreSQL and one Redis. */
final class GatewayStage implements AutoCloseable {

    static final int CONNECTIONS = 64;

    /** After 20 s our rounds still went from 1,100 to 1,700 requests a second: one processor compiles and serves. */
    private static final int WARM_UP_SECONDS = 60;

    private static final long RELAY_PATIENCE_SECONDS = 60;

    private final BenchRedis redis;
    private final BenchStack stack;
    private final Path module;
    private final RunOptions options;
    private final Users users;
    private final Map<GatewayContender, MeasuredServer> running = new EnumMap<>(GatewayContender.class);
    private Connection database;
    private Domain domain;

    /** @param module the folder of the benchmark, with what its build has made */
    GatewayStage(BenchRedis redis, BenchStack stack, Path module, RunOptions options) {
        this.redis = redis;
        this.stack = stack;
        this.module = module;
        this.options = options;
        try {
            this.users = new Users(new TokenSigner(stack.keys().privateKey())::sign);
        } catch (IOException e) {
            throw new BenchException("Cannot read the key of tokens: " + e.getMessage(), e);
        }
    }

    Duration seconds(int usual, int quick) {
        return Duration.ofSeconds(options.sized(usual, quick));
    }

    /** Ours first: it applies the migrations. */
    void start() {
        running.put(
                GatewayContender.ANGELWIRE,
                stack.start("api-gateway", "api-gateway", options.recording("api-gateway")));
        database = stack.connect();
        domain = new Domain(database);
        domain.create(users);
        PostgresServer postgres = stack.postgres();
        running.put(
                GatewayContender.EXPRESS,
                NodeServer.start(
                        module.resolve("express/server.mjs"),
                        Map.of(
                                "redisPort",
                                redis.port(),
                                "database",
                                postgres.jdbcUrl().substring("jdbc:".length()),
                                "user",
                                PostgresServer.NAME,
                                "password",
                                postgres.password(),
                                "publicKey",
                                stack.keys().publicKey().toString()),
                        stack.log()));
    }

    /** Long enough for the compilers of either runtime. */
    void warmUp(Endpoint endpoint) {
        for (GatewayContender contender : GatewayContender.values()) {
            reset();
            cost(contender, endpoint, load -> load.closedLoop(CONNECTIONS, seconds(WARM_UP_SECONDS, 2)));
        }
    }

    /** No investments, no jobs. The servers' own relays have nothing left to do when this returns. */
    void reset() {
        awaitRelay();
        domain.reset();
        redis.reset();
    }

    /**
     * What requests took and cost.
     *
     * @param serverMicros CPU time of the server, until Redis had all jobs
     * @param redisMicros CPU time of Redis until then
     * @param seconds until then
     */
    record Cost(Answers answers, double seconds, double serverMicros, double redisMicros) {

        /** How much of a processor the server had, in percent: near 100 it was the one that all waited for. */
        double busyPercent() {
            return serverMicros / seconds / 1e4;
        }
    }

    /** @throws BenchException if an answer is not what was to be expected, or jobs are missing */
    Cost cost(GatewayContender contender, Endpoint endpoint, Function<LoadGenerator, Answers> timed) {
        MeasuredServer server = running.get(contender);
        try (LoadGenerator load = new LoadGenerator(server.port(), endpoint, users, CONNECTIONS)) {
            double serverBefore = server.cpuMicros();
            double redisBefore = redis.cpuMicros();
            long began = System.nanoTime();
            Answers answers = timed.apply(load);
            awaitRelay();
            double seconds = (System.nanoTime() - began) / 1e9;
            double redisSpent = redis.cpuMicros() - redisBefore;
            double serverSpent = server.cpuMicros() - serverBefore;
            check(contender, endpoint, answers);
            return new Cost(answers, seconds, serverSpent, redisSpent);
        }
    }

    private void check(GatewayContender contender, Endpoint endpoint, Answers answers) {
        long jobs = endpoint.queues().stream()
                .mapToLong(queue -> contender.jobsEver(redis, queue))
                .sum();
        if (jobs != (long) answers.count() * endpoint.jobs()) {
            throw new BenchException("%s has %d jobs in Redis after %d requests to %s"
                    .formatted(contender.title(), jobs, answers.count(), endpoint.path()));
        }
        if (endpoint == Endpoint.INVESTMENTS && domain.investments() != answers.count()) {
            throw new BenchException("%s has stored %d investments after %d requests"
                    .formatted(contender.title(), domain.investments(), answers.count()));
        }
    }

    private void awaitRelay() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RELAY_PATIENCE_SECONDS);
        while (domain.waitingForRedis() > 0) {
            if (System.nanoTime() > end) {
                throw new BenchException("The outbox is not emptied");
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        running.values().forEach(MeasuredServer::close);
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException e) {
            throw new BenchException("Cannot leave PostgreSQL: " + e.getMessage(), e);
        }
    }
}
