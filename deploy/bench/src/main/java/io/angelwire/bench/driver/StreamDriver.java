package io.angelwire.bench.driver;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a Redis stream gives to the same client when it is nothing but a stream: entries added in pipelines, read by a
 * group, acknowledged and deleted. No ids, no states, no history, no lease: the limit that an engine can come near to.
 */
public final class StreamDriver {

    private static final String GROUP = "workers";
    private static final int PATIENCE_SECONDS = 60;

    /** Pipelines under way at once, each on its connection, so that Redis never waits for the client. */
    private static final int LANES = 2;

    private static final int READ = 100;

    private final Vertx vertx = Vertx.vertx();
    private final List<RedisConnection> connections = new ArrayList<>();
    private String payload;

    public static void main(String[] arguments) throws Exception {
        StreamDriver driver = new StreamDriver();
        DriverLoop.serve(Map.of(
                "hello", driver::hello,
                "enqueue-one-by-one", driver::enqueueOneByOne,
                "enqueue-in-bulk", driver::enqueueInBulk,
                "process", driver::process));
    }

    private Map<String, ?> hello(JsonNode request) throws Exception {
        payload = request.get("payload").asText();
        String address = "redis://127.0.0.1:" + request.get("port").asInt();
        for (int i = 0; i < LANES; i++) {
            connections.add(await(Redis.createClient(
                            vertx,
                            new RedisOptions().setConnectionString(address).setMaxWaitingHandlers(65_536))
                    .connect()));
        }
        return Map.of();
    }

    private Map<String, ?> enqueueOneByOne(JsonNode request) throws Exception {
        String stream = stream(request);
        int jobs = request.get("jobs").asInt();
        long began = System.nanoTime();
        Promise<Void> done = Promise.promise();
        addNext(stream, jobs, done);
        await(done.future());
        return Map.of("nanos", System.nanoTime() - began);
    }

    /** Each after the answer to the one before, on the connection's event loop. */
    private void addNext(String stream, int left, Promise<Void> done) {
        if (left == 0) {
            done.complete();
            return;
        }
        connections
                .get(0)
                .send(add(stream))
                .onSuccess(added -> addNext(stream, left - 1, done))
                .onFailure(done::fail);
    }

    private Map<String, ?> enqueueInBulk(JsonNode request) throws Exception {
        String stream = stream(request);
        int jobs = request.get("jobs").asInt();
        int batch = request.get("batch").asInt();
        long began = System.nanoTime();
        List<Future<Void>> lanes = new ArrayList<>();
        for (RedisConnection connection : connections) {
            Promise<Void> done = Promise.promise();
            lanes.add(done.future());
            addAll(connection, stream, jobs / LANES, batch, done);
        }
        await(Future.all(lanes));
        return Map.of("nanos", System.nanoTime() - began);
    }

    private void addAll(RedisConnection connection, String stream, int left, int batch, Promise<Void> done) {
        if (left <= 0) {
            done.complete();
            return;
        }
        int size = Math.min(batch, left);
        List<Request> adds = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            adds.add(add(stream));
        }
        connection
                .batch(adds)
                .onFailure(done::fail)
                .onSuccess(added -> addAll(connection, stream, left - size, batch, done));
    }

    private Map<String, ?> process(JsonNode request) throws Exception {
        String stream = stream(request);
        await(connections
                .get(0)
                .send(Request.cmd(Command.XGROUP)
                        .arg("CREATE")
                        .arg(stream)
                        .arg(GROUP)
                        .arg("0")
                        .arg("MKSTREAM")));
        long began = System.nanoTime();
        List<Future<Void>> lanes = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            Promise<Void> done = Promise.promise();
            lanes.add(done.future());
            readAll(connections.get(i), stream, "consumer-" + i, List.of(), done);
        }
        await(Future.all(lanes));
        return Map.of("nanos", System.nanoTime() - began);
    }

    /** One round trip acknowledges and deletes what the last one read, and reads on. */
    private void readAll(
            RedisConnection connection, String stream, String consumer, List<String> read, Promise<Void> done) {
        List<Request> batch = new ArrayList<>(3);
        if (!read.isEmpty()) {
            Request acknowledge = Request.cmd(Command.XACK).arg(stream).arg(GROUP);
            Request delete = Request.cmd(Command.XDEL).arg(stream);
            read.forEach(id -> {
                acknowledge.arg(id);
                delete.arg(id);
            });
            batch.add(acknowledge);
            batch.add(delete);
        }
        batch.add(Request.cmd(Command.XREADGROUP)
                .arg("GROUP")
                .arg(GROUP)
                .arg(consumer)
                .arg("COUNT")
                .arg(READ)
                .arg("STREAMS")
                .arg(stream)
                .arg(">"));
        connection.batch(batch).onFailure(done::fail).onSuccess(answers -> {
            List<String> next = ids(answers.get(answers.size() - 1), stream);
            if (next.isEmpty()) {
                done.complete();
            } else {
                readAll(connection, stream, consumer, next, done);
            }
        });
    }

    private static List<String> ids(Response read, String stream) {
        if (read == null) {
            return List.of();
        }
        Response entries = read.isMap() ? read.get(stream) : read.get(0).get(1);
        List<String> ids = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            // Read in full, as any consumer would.
            entry.get(1).get(1).toString();
            ids.add(entry.get(0).toString());
        }
        return ids;
    }

    private Request add(String stream) {
        return Request.cmd(Command.XADD).arg(stream).arg("*").arg("job").arg(payload);
    }

    private static String stream(JsonNode request) {
        return "raw:" + request.get("queue").asText();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
