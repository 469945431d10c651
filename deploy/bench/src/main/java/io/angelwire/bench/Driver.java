package io.angelwire.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.bench.driver.BenchPayload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A contender in a process of its own. Every contender is asked for the same; what it
 * makes of it is in its driver ({@code driver/AngelwireDriver}, {@code driver/StreamDriver},
 * {@code bullmq/driver.mjs}).
 *
 * <p>Times of handler starts and enqueueings are stamps of the host's monotonic clock in nanoseconds, so that those of
 * several processes can be compared.
 */
public final class Driver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String QUEUE = "bench";

    private final ChildProcess process;

    private Driver(ChildProcess process) {
        this.process = process;
    }

    static Driver start(List<String> command, int redisPort, Path log) {
        Driver driver = new Driver(ChildProcess.start(command, log));
        try {
            driver.ask("hello", Map.of("port", redisPort, "payload", JSON.writeValueAsString(BenchPayload.EXAMPLE)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        return driver;
    }

    /** Adds jobs, each when the one before is known to be there. Returns the seconds that it took. */
    public double enqueueOneByOne(int jobs) {
        return seconds(ask("enqueue-one-by-one", Map.of("jobs", jobs)));
    }

    /** Adds jobs by batches, each when the one before is known to be there. Returns the seconds that it took. */
    public double enqueueInBulk(int jobs, int batch, boolean keepAll) {
        return seconds(ask("enqueue-in-bulk", Map.of("jobs", jobs, "batch", batch, "keepAll", keepAll)));
    }

    /** Runs a worker with a handler that does nothing until all jobs have ended. Returns the seconds that it took. */
    public double process(int jobs, int concurrency, boolean keepAll) {
        return seconds(ask("process", Map.of("jobs", jobs, "concurrency", concurrency, "keepAll", keepAll)));
    }

    /** What a worker's handler does. */
    public enum Handler {
        RECORD,
        HANG
    }

    /** @param limit handler starts in any second over all workers; 0 for no limit */
    public void startWorker(Handler handler, int concurrency, int limit) {
        ask(
                "start-worker",
                Map.of(
                        "handler",
                        handler.name().toLowerCase(),
                        "concurrency",
                        concurrency,
                        "limit",
                        limit,
                        "windowMillis",
                        1_000));
    }

    /** Handler starts of the worker by job id; waits until there are as many, for the time at most. */
    public Map<String, Long> starts(int atLeast, Duration patience) {
        return stamps(ask("starts", Map.of("atLeast", atLeast, "patienceMillis", patience.toMillis())));
    }

    public void stopWorker() {
        ask("stop-worker", Map.of());
    }

    /** Adds jobs evenly over time. Returns by job id when each was handed to the producer. */
    public Map<String, Long> enqueueAtRate(int jobs, int perSecond) {
        return stamps(ask("enqueue-at-rate", Map.of("jobs", jobs, "perSecond", perSecond)));
    }

    /** Adds jobs with these delays (ms). Returns by job id when each is due, from the moment it was handed over. */
    public Map<String, Long> enqueueDelayed(List<Integer> delays) {
        return stamps(ask("enqueue-delayed", Map.of("delays", delays)));
    }

    /** Ends the process as a crash does. */
    public void kill() {
        process.kill();
    }

    private JsonNode ask(String command, Map<String, ?> details) {
        Map<String, Object> request = new HashMap<>(details);
        request.put("queue", QUEUE);
        return process.ask(command, request);
    }

    private static double seconds(JsonNode answer) {
        return answer.get("nanos").asDouble() / 1e9;
    }

    private static Map<String, Long> stamps(JsonNode answer) {
        Map<String, Long> stamps = new HashMap<>();
        // A job that ran twice counts with its first start.
        answer.get("jobs")
                .forEach(job -> stamps.merge(job.get(0).asText(), job.get(1).asLong(), Math::min));
        return stamps;
    }

    /** Lets it end by itself (a flight recording is written then), for a few seconds. */
    @Override
    public void close() {
        process.close();
    }
}
