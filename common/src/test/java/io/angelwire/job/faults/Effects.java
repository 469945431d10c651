package io.angelwire.job.faults;

import io.angelwire.job.RunningJob;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The effects of all handlers, in a second Redis: a handler goes on when its effect is stored there. */
final class Effects implements AutoCloseable {

    private static final String STREAM = "effects";
    private static final int PAGE = 5_000;

    private final Redis redis;
    private final List<Effect> read = new ArrayList<>();
    private String last = "0-0";
    private int ends;

    Effects(Vertx vertx, String url) {
        this.redis = Redis.createClient(
                vertx, new RedisOptions().setConnectionString(url).setMaxPoolSize(64));
    }

    void record(String what, RunningJob<?> job) {
        long at = FaultQueue.nowMicros();
        send(
                Command.XADD,
                STREAM,
                "*",
                what,
                job.id(),
                job.attempt(),
                ProcessHandle.current().pid() + "@" + at + "@" + Consuming.begunMicros());
    }

    /** @return 1 for the first */
    int countDelivery(String job) {
        return send(Command.HINCRBY, "deliveries", job, 1).toInteger();
    }

    /** How many deliveries have been counted. A start that is recorded is counted a moment later. */
    int deliveries(String job) {
        Response count = send(Command.HGET, "deliveries", job);
        return count == null ? 0 : count.toInteger();
    }

    void release(String job) {
        send(Command.SADD, "released", job);
    }

    boolean isReleased(String job) {
        return send(Command.SISMEMBER, "released", job).toBoolean();
    }

    /** All until now, in the order in which they were stored. */
    List<Effect> all() {
        return since(0);
    }

    /** How many there are: what comes later is {@link #since} this. */
    synchronized int size() {
        fetch();
        return read.size();
    }

    synchronized int countEnds() {
        fetch();
        return ends;
    }

    /** All but the first. */
    synchronized List<Effect> since(int count) {
        fetch();
        return List.copyOf(read.subList(count, read.size()));
    }

    private void fetch() {
        int size;
        do {
            Response entries = send(Command.XRANGE, STREAM, "(" + last, "+", "COUNT", PAGE);
            size = entries.size();
            for (Response entry : entries) {
                last = entry.get(0).toString();
                Response fields = entry.get(1);
                String[] where = fields.get(3).toString().split("@");
                Effect effect = new Effect(
                        fields.get(0).toString(),
                        fields.get(1).toString(),
                        fields.get(2).toInteger(),
                        Long.parseLong(where[0]),
                        Long.parseLong(where[1]),
                        Long.parseLong(where[2]));
                read.add(effect);
                ends += effect.isEnd() ? 1 : 0;
            }
        } while (size == PAGE);
    }

    List<Effect> starts() {
        return all().stream().filter(Effect::isStart).toList();
    }

    List<Effect> ends() {
        return all().stream().filter(Effect::isEnd).toList();
    }

    private Response send(Command command, Object... arguments) {
        Request request = Request.cmd(command);
        for (Object argument : arguments) {
            request.arg(argument.toString());
        }
        return answer(redis.send(request).toCompletionStage().toCompletableFuture());
    }

    /** A handler that is told to stop while it waits here has had its effect all the same. */
    private static Response answer(CompletableFuture<Response> answer) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
