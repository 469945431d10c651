package io.angelwire.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/** What measures work with: the Redis, and drivers of every contender, warmed up. */
public final class Stage implements AutoCloseable {

    private static final int BATCH = 1_000;

    private final BenchRedis redis;
    private final Path module;
    private final Options options;
    private final Map<Contender, List<Driver>> drivers = new EnumMap<>(Contender.class);
    private int recordings;
    private Map<String, String> lastCommands = Map.of();

    /** @param module the folder of the benchmark, with what its build has made */
    Stage(BenchRedis redis, Path module, Options options) {
        this.redis = redis;
        this.module = module;
        this.options = options;
    }

    public BenchRedis redis() {
        return redis;
    }

    /** How many jobs a contender is given where throughput in bulk is measured. */
    public int jobs(Contender contender) {
        return options.jobs() * contender.load();
    }

    /** How many jobs all are given alike. */
    public int jobs() {
        return options.jobs();
    }

    /** The size of a measure that takes as long for everybody. */
    public int sized(int usual, int quick) {
        return options.run().sized(usual, quick);
    }

    /** Starts drivers that live as long as the run, and warms them up. Empties Redis. */
    void start(Contender contender, int number) {
        for (int i = 0; i < number; i++) {
            Driver driver = newDriver(contender);
            drivers.computeIfAbsent(contender, any -> new ArrayList<>()).add(driver);
            warmUp(contender, driver);
        }
    }

    /** @param number from 0, less than the measure's {@code drivers()}; each is a process */
    public Driver driver(Contender contender, int number) {
        return drivers.get(contender).get(number);
    }

    /** A driver that the caller ends. Not warmed up. */
    public Driver newDriver(Contender contender) {
        return Driver.start(
                switch (contender) {
                    case ANGELWIRE -> java("AngelwireDriver", true);
                    case STREAMS -> java("StreamDriver", false);
                    case BULLMQ ->
                        List.of("node", module.resolve("bullmq/driver.mjs").toString());
                },
                redis.port(),
                log());
    }

    /** What the drivers say beside their answers: warnings of the engines. */
    Path log() {
        return module.resolve("target/drivers.log");
    }

    private List<String> java(String driver, boolean recorded) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of("-Xmx1g", "-Dorg.jboss.logging.provider=jdk"));
        if (recorded) {
            command.addAll(options.run().recording("angelwire-" + ++recordings));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("io.angelwire.bench.driver." + driver);
        return command;
    }

    /** Long enough for the compilers of either runtime. */
    private void warmUp(Contender contender, Driver driver) {
        int single = jobs() / 10;
        int bulk = jobs(contender) / 2;
        for (int i = 0; i < 2; i++) {
            redis.reset();
            driver.enqueueOneByOne(single);
            driver.enqueueInBulk(bulk, BATCH, false);
            driver.process(single + bulk, 50, false);
        }
    }

    /**
     * How long something took, and what it cost Redis.
     *
     * @param redisMicros CPU time in all
     */
    public record Cost(double seconds, double redisMicros) {}

    /** @param timed returns the seconds that it took */
    public Cost cost(DoubleSupplier timed) {
        double before = redis.cpuMicros();
        double seconds = timed.getAsDouble();
        double spent = redis.cpuMicros() - before;
        lastCommands = redis.commands();
        return new Cost(seconds, spent);
    }

    /** What the commands behind the last {@link #cost} were; empty if it was taken already. */
    Map<String, String> takeCommands() {
        Map<String, String> commands = lastCommands;
        lastCommands = Map.of();
        return commands;
    }

    @Override
    public void close() {
        drivers.values().forEach(some -> some.forEach(Driver::close));
    }
}
