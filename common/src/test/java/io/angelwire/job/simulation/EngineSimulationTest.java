package io.angelwire.job.simulation;

import io.angelwire.testing.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The queue's scripts under everything that may happen between two calls, on a real Redis in virtual time. Each seed is a
 * {@link Scenario}; a {@link QueueModel} tells what each call must answer and {@link Invariants} what Redis must hold.
 *
 * <p>{@code -Dangelwire.simulation.seed=<n>} runs one seed and prints what happened; {@code …seeds=<n>} how many run (default
 * {@value #SEEDS}); {@code …base=<n>} from which one on, or {@code random}. The same seeds run each time by default, so
 * that a build does not fail for what another change has done.
 */
class EngineSimulationTest {

    private static final String PROPERTY = "angelwire.simulation.";
    private static final int SEEDS = 10_000;
    private static final long BASE = 1_000_000;
    private static final int THREADS = 2;

    private final Coverage coverage = new Coverage();
    private final AtomicLong next = new AtomicLong();
    private final AtomicReference<String> failure = new AtomicReference<>();

    @Test
    void keepsItsPromisesWhateverHappensBetweenTwoCalls() throws Exception {
        Long only = Long.getLong(PROPERTY + "seed");
        String base = System.getProperty(PROPERTY + "base", Long.toString(BASE));
        long first = only != null
                ? only
                : base.equals("random") ? ThreadLocalRandom.current().nextLong(1L << 40) : Long.parseLong(base);
        int seeds = only != null ? 1 : Integer.getInteger(PROPERTY + "seeds", SEEDS);
        next.set(first);
        long began = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < Math.min(THREADS, seeds); i++) {
            running.add(threads.submit(() -> runSeeds(first + seeds, only != null)));
        }
        for (Future<?> thread : running) {
            thread.get();
        }
        threads.shutdown();
        System.out.printf(
                "Simulated %,d seeds from %d on in %.1f s:%n%s%n",
                coverage.of("seeds"), first, (System.nanoTime() - began) / 1e9, coverage);
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    private void runSeeds(long end, boolean telling) {
        try (RedisProcess redis = startRedis();
                RespClient client = new RespClient(redis.port())) {
            long seed;
            while (failure.get() == null && (seed = next.getAndIncrement()) < end) {
                runSeed(seed, client, telling);
            }
        }
    }

    /** One after the other, and again if need be: the port that was found to be free may be somebody's by now. */
    private static synchronized RedisProcess startRedis() {
        for (int attempt = 1; ; attempt++) {
            try {
                return RedisProcess.start("save \"\"", "appendonly no");
            } catch (RuntimeException e) {
                if (attempt == 5) {
                    throw e;
                }
            }
        }
    }

    private void runSeed(long seed, RespClient client, boolean telling) {
        Scenario scenario = new Scenario(seed, client, coverage);
        try {
            scenario.run();
            coverage.count("seeds");
            if (telling) {
                System.out.println(scenario.world().trace);
            }
        } catch (RuntimeException | AssertionError e) {
            failure.compareAndSet(null, report(seed, scenario, e));
        }
    }

    private static String report(long seed, Scenario scenario, Throwable problem) {
        StackTraceElement[] stack = problem.getStackTrace();
        StringBuilder where = new StringBuilder();
        for (int i = 0; i < Math.min(stack.length, 8); i++) {
            where.append("    at ").append(stack[i]).append('\n');
        }
        return "seed " + seed + ": " + problem.getMessage() + "\n" + where + scenario.world().trace + "queues: "
                + scenario.world().queues.stream()
                        .map(queue -> queue.settings.toString())
                        .toList()
                + "\nReplay it: mvn test -pl common -Dtest=EngineSimulationTest -D" + PROPERTY + "seed=" + seed;
    }
}
