package io.angelwire.bench.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.bench.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The clients and the publisher, in a process of their own ({@code load/LoadDriver}). */
final class LoadGenerator implements AutoCloseable {

    private final ChildProcess process;

    private LoadGenerator(ChildProcess process) {
        this.process = process;
    }

    /** @param clients the most that are wanted at a time */
    static LoadGenerator start(int redisPort, Path privateKey, int clients, Path log) {
        LoadGenerator generator = new LoadGenerator(ChildProcess.start(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-Dorg.jboss.logging.provider=jdk",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.angelwire.bench.realtime.load.LoadDriver"),
                log));
        generator.process.ask(
                "hello", Map.of("redisPort", redisPort, "privateKey", privateKey.toString(), "clients", clients));
        return generator;
    }

    /** In milliseconds. */
    record Latency(double p50, double p99) {}

    /** Connects clients and signs them in. Returns the seconds that it took. */
    double connect(RealtimeContender contender, int port, int count, int atOnce) {
        return seconds(process.ask(
                "connect",
                Map.of(
                        "protocol",
                        contender.protocol(),
                        "publisher",
                        contender.publisher(),
                        "port",
                        port,
                        "count",
                        count,
                        "atOnce",
                        atOnce)));
    }

    /** The first clients get tokens that no server has seen. */
    void renewTokens(int clients) {
        process.ask("renew-tokens", Map.of("clients", clients));
    }

    /** The first clients join the first room, the next ones the second, and so on. */
    void join(List<String> pitches, int roomSize) {
        process.ask("join", Map.of("pitches", pitches, "roomSize", roomSize));
    }

    /** Publishes as fast as events are delivered. Returns the seconds until everybody had everything. */
    double flood(List<String> pitches, int roomSize, int events, int window) {
        return seconds(process.ask(
                "flood", Map.of("pitches", pitches, "roomSize", roomSize, "events", events, "window", window)));
    }

    /** Publishes at a rate to a room that everybody is in. */
    Latency steady(String pitch, int events, int perSecond) {
        return latency(
                process.ask("steady", Map.of("pitches", List.of(pitch), "events", events, "perSecond", perSecond)));
    }

    /** The same, while the first clients don't read, and are sent a lot in a room of their own. */
    Latency slow(String pitch, int events, int perSecond, int stalled, String slowPitch) {
        return latency(process.ask(
                "slow",
                Map.of(
                        "pitches",
                        List.of(pitch),
                        "events",
                        events,
                        "perSecond",
                        perSecond,
                        "stalled",
                        stalled,
                        "slowPitch",
                        slowPitch)));
    }

    /** Those that had stopped read on. Returns how many found that the server had cut them off. */
    int readAgain() {
        return process.ask("read-again", Map.of()).get("cutOff").asInt();
    }

    /** Cuts off all clients at once. Returns the seconds until all are back in the room. */
    double storm(String pitch) {
        return seconds(process.ask("storm", Map.of("pitches", List.of(pitch))));
    }

    void leave() {
        process.ask("leave", Map.of());
    }

    private static double seconds(JsonNode answer) {
        return answer.get("nanos").asDouble() / 1e9;
    }

    private static Latency latency(JsonNode answer) {
        List<Double> millis = new ArrayList<>();
        answer.get("millis").forEach(value -> millis.add(value.asDouble()));
        return new Latency(millis.get(0), millis.get(1));
    }

    @Override
    public void close() {
        process.close();
    }
}
