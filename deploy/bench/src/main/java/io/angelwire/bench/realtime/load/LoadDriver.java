package io.angelwire.bench.realtime.load;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.bench.driver.DriverLoop;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The clients and the publisher, in a process of their own. */
public final class LoadDriver {

    private static final int JOINS_AT_ONCE = 64;
    private static final int SLOW_EVENTS_PER_SECOND = 200;
    private static final int SLOW_CONTENT = 16_000;
    private static final int READ_AGAIN_SECONDS = 2;

    private final Deliveries deliveries = new Deliveries();
    private Tokens tokens;
    private Crowd crowd;
    private Map<String, EventPublisher> publishers;
    private Publications publications;

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        LoadDriver driver = new LoadDriver();
        DriverLoop.serve(Map.of(
                "hello", driver::hello,
                "renew-tokens", driver::renewTokens,
                "connect", driver::connect,
                "join", driver::join,
                "flood", driver::flood,
                "steady", driver::steady,
                "storm", driver::storm,
                "slow", driver::slow,
                "read-again", driver::readAgain,
                "leave", driver::leave));
    }

    private Map<String, ?> hello(JsonNode request) throws Exception {
        tokens = new Tokens(Path.of(request.get("privateKey").asText()));
        tokens.prepare(request.get("clients").asInt());
        crowd = new Crowd(tokens, deliveries);
        Redis redis = Redis.createClient(
                Vertx.vertx(),
                new RedisOptions()
                        .setConnectionString(
                                "redis://127.0.0.1:" + request.get("redisPort").asInt())
                        .setMaxWaitingHandlers(65_536)
                        .setMaxPoolWaiting(65_536));
        publishers = Map.of(
                "platform",
                new PlatformPublisher(redis),
                "emitter",
                new EmitterPublisher(redis),
                "text",
                new TextPublisher(redis));
        return Map.of();
    }

    private Map<String, ?> renewTokens(JsonNode request) {
        tokens.renew(request.get("clients").asInt());
        return Map.of();
    }

    private Map<String, ?> connect(JsonNode request) throws Exception {
        publications = new Publications(publishers.get(request.get("publisher").asText()), deliveries);
        long began = System.nanoTime();
        crowd.connect(
                Protocol.named(request.get("protocol").asText()),
                request.get("port").asInt(),
                request.get("count").asInt(),
                request.get("atOnce").asInt());
        return Map.of("nanos", System.nanoTime() - began);
    }

    private Map<String, ?> join(JsonNode request) throws Exception {
        crowd.join(pitches(request), request.get("roomSize").asInt(), JOINS_AT_ONCE);
        return Map.of();
    }

    private Map<String, ?> flood(JsonNode request) throws Exception {
        long nanos = publications.flood(
                pitches(request),
                request.get("roomSize").asInt(),
                request.get("events").asInt(),
                request.get("window").asInt());
        requireAllThere();
        return Map.of("nanos", nanos);
    }

    private Map<String, ?> steady(JsonNode request) throws Exception {
        List<Double> latencies = steady(request, crowd.clients().size());
        requireAllThere();
        return Map.of("millis", latencies);
    }

    private Map<String, ?> slow(JsonNode request) throws Exception {
        int stalled = request.get("stalled").asInt();
        crowd.clients().subList(0, stalled).forEach(Client::stopReading);
        String theirs = request.get("slowPitch").asText();
        List<Double> latencies;
        try (Repeating flood = new Repeating(
                SLOW_EVENTS_PER_SECOND, () -> publications.publish(List.of(theirs), BenchEvent.data(SLOW_CONTENT)))) {
            latencies = steady(request, crowd.clients().size() - stalled);
        }
        return Map.of("millis", latencies);
    }

    /** Only who reads notices that the server has closed. */
    private Map<String, ?> readAgain(JsonNode request) throws Exception {
        crowd.clients().forEach(Client::readAgain);
        TimeUnit.SECONDS.sleep(READ_AGAIN_SECONDS);
        return Map.of("cutOff", crowd.cutOff());
    }

    /** Percentiles 50 and 99 of the time from the publication to each member. */
    private List<Double> steady(JsonNode request, int members) throws Exception {
        crowd.clients().forEach(Client::countAnew);
        return publications.steady(
                pitches(request).get(0),
                members,
                request.get("events").asInt(),
                request.get("perSecond").asInt());
    }

    private Map<String, ?> storm(JsonNode request) throws Exception {
        long began = System.nanoTime();
        crowd.storm(pitches(request).get(0));
        return Map.of("nanos", System.nanoTime() - began);
    }

    private Map<String, ?> leave(JsonNode request) throws Exception {
        crowd.leave();
        return Map.of();
    }

    private void requireAllThere() {
        if (crowd.cutOff() > 0) {
            throw new IllegalStateException(crowd.cutOff() + " clients were cut off");
        }
    }

    private static List<String> pitches(JsonNode request) {
        List<String> ids = new ArrayList<>();
        request.get("pitches").forEach(id -> ids.add(id.asText()));
        return ids;
    }
}
