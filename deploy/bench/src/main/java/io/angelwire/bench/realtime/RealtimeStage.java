package io.angelwire.bench.realtime;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.BenchRedis;
import io.angelwire.bench.server.MeasuredServer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** What measures work with: a server of every contender, warmed up, and the clients. */
final class RealtimeStage implements AutoCloseable {

    private static final int MOST_CLIENTS = 5_000;
    private static final int AT_ONCE = 64;
    private static final int WARM_UP_CLIENTS = 1_000;
    private static final int WARM_UP_EVENTS = 300;
    private static final int WARM_UP_WINDOW = 16;
    private static final int SMALL_ROOM = 5;
    private static final int SMALL_EVENTS = 12_000;

    private final BenchRedis redis;
    private final RealtimeServers servers;
    private final RealtimeOptions options;
    private final LoadGenerator load;
    private final Map<RealtimeContender, MeasuredServer> running = new EnumMap<>(RealtimeContender.class);

    RealtimeStage(BenchRedis redis, RealtimeServers servers, RealtimeOptions options) {
        this.redis = redis;
        this.servers = servers;
        this.options = options;
        this.load = LoadGenerator.start(
                redis.port(), servers.privateKey(), sized(MOST_CLIENTS, MOST_CLIENTS / 10), servers.log());
    }

    LoadGenerator load() {
        return load;
    }

    MeasuredServer server(RealtimeContender contender) {
        return running.get(contender);
    }

    /** A server that the caller ends. Not warmed up. */
    MeasuredServer newServer(RealtimeContender contender) {
        return servers.start(contender);
    }

    /** The same, and it has no more memory than what is in it needs. */
    MeasuredServer newTightServer(RealtimeContender contender) {
        return servers.startTight(contender);
    }

    int sized(int usual, int quick) {
        return options.run().sized(usual, quick);
    }

    /** Starts the servers that live as long as the run. */
    void start() {
        boolean created = false;
        for (RealtimeContender contender : options.contenders()) {
            running.put(contender, servers.start(contender));
            if (contender.isOurs() && !created) {
                servers.createDomain();
                created = true;
            }
        }
        for (RealtimeContender contender : options.contenders()) {
            // Long enough for the compilers of either runtime: after 3,000 connects half of ours was still theirs.
            for (int i = 0; i < sized(10, 0); i++) {
                if (contender.isOurs()) {
                    load.renewTokens(WARM_UP_CLIENTS);
                }
                connect(contender, WARM_UP_CLIENTS);
                load.leave();
            }
            for (int i = 0; i < sized(3, 1); i++) {
                warmUp(contender);
            }
        }
    }

    private void warmUp(RealtimeContender contender) {
        int clients = sized(WARM_UP_CLIENTS, WARM_UP_CLIENTS / 10);
        List<String> room = Domain.pitches(Domain.PITCHES - 1, 1);
        connect(contender, clients);
        load.join(room, clients);
        load.flood(room, clients, WARM_UP_EVENTS, WARM_UP_WINDOW);
        List<String> small = Domain.pitches(0, clients / SMALL_ROOM);
        load.join(small, SMALL_ROOM);
        load.flood(small, SMALL_ROOM, sized(SMALL_EVENTS, SMALL_EVENTS / 10), small.size());
        load.leave();
    }

    /** Returns the seconds that it took. */
    double connect(RealtimeContender contender, int clients) {
        return connect(contender, server(contender), clients);
    }

    double connect(RealtimeContender contender, MeasuredServer server, int clients) {
        return load.connect(contender, server.port(), clients, AT_ONCE);
    }

    /**
     * How long something took, and what it cost.
     *
     * @param serverMicros CPU time of the server
     * @param redisMicros CPU time of Redis
     */
    record Cost(double seconds, double serverMicros, double redisMicros) {

        /** How much of a processor the server had, in percent: near 100 it was the one that all waited for. */
        double busyPercent() {
            return serverMicros / seconds / 1e4;
        }
    }

    /** @param timed returns the seconds that it took */
    Cost cost(RealtimeContender contender, DoubleSupplier timed) {
        MeasuredServer server = server(contender);
        double serverBefore = server.cpuMicros();
        double redisBefore = redis.cpuMicros();
        double seconds = timed.getAsDouble();
        double redisSpent = redis.cpuMicros() - redisBefore;
        double serverSpent = server.cpuMicros() - serverBefore;
        if (!server.process().isAlive()) {
            throw new BenchException("The server of " + contender.title() + " has ended");
        }
        return new Cost(seconds, serverSpent, redisSpent);
    }

    @Override
    public void close() {
        load.close();
        running.values().forEach(MeasuredServer::close);
    }
}
