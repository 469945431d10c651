package io.angelwire.bench;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import redis.embedded.RedisServer;

/** The Redis of all contenders: a real process on a free port of the loopback address, without persistence. */
public final class BenchRedis implements AutoCloseable {

    private final int port = freePort();
    private final RedisServer server;
    private final Vertx vertx = Vertx.vertx();
    private final Redis client;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BenchRedis() {
        server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
        client = Redis.createClient(vertx, "redis://127.0.0.1:" + port);
    }

    public static BenchRedis start() {
        return new BenchRedis();
    }

    public int port() {
        return port;
    }

    public String version() {
        return info("server").get("redis_version");
    }

    /** Empty, and with its counters at zero. */
    public void reset() {
        send(Request.cmd(Command.FLUSHALL).arg("SYNC"));
        resetCounters();
    }

    /** From here on {@link #commands} counts. */
    public void resetCounters() {
        send(Request.cmd(Command.CONFIG).arg("RESETSTAT"));
    }

    /** CPU time of the whole process since its start, in microseconds. */
    public double cpuMicros() {
        Map<String, String> cpu = info("cpu");
        return 1e6 * (Double.parseDouble(cpu.get("used_cpu_sys")) + Double.parseDouble(cpu.get("used_cpu_user")));
    }

    public long usedBytes() {
        return Long.parseLong(info("memory").get("used_memory"));
    }

    /** How many fields a hash has; 0 if there is none. */
    public long fields(String hash) {
        return Long.parseLong(send(Request.cmd(Command.HLEN).arg(hash)));
    }

    /** Where a counter stands; 0 if nothing was counted. */
    public long counter(String key) {
        return Long.parseLong(send(Request.cmd(Command.INCRBY).arg(key).arg(0)));
    }

    /** What each command was called for and cost since {@link #resetCounters}, as INFO tells it; also those within scripts. */
    public Map<String, String> commands() {
        Map<String, String> commands = new TreeMap<>();
        info("commandstats").forEach((name, stats) -> commands.put(name.replace("cmdstat_", ""), stats));
        return commands;
    }

    private Map<String, String> info(String section) {
        Map<String, String> fields = new TreeMap<>();
        for (String line : send(Request.cmd(Command.INFO).arg(section)).split("\r?\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return fields;
    }

    private String send(Request request) {
        try {
            return client.send(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS)
                    .toString();
        } catch (Exception e) {
            throw new BenchException("Redis does not answer: " + e, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Again without effect: at the end of a run, and when the process is told to stop in the midst of one. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        client.close();
        vertx.close();
        server.stop();
    }
}
