package io.angelwire.bench;

import io.angelwire.bench.frame.Arguments;
import io.angelwire.bench.frame.RunOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the benchmark of the engine was asked for on its command line.
 *
 * @param jobs how many jobs BullMQ is given where throughput is measured; see {@link Contender#load}
 * @param bullMqKill whether to wait the minute that BullMQ takes to miss a killed worker
 */
record Options(RunOptions run, int jobs, boolean bullMqKill) {

    private static final int ROUNDS = 5;

    /** @throws BenchException if an argument is not understood */
    static Options parse(List<String> arguments, Path defaultJson) {
        Arguments parsed = Arguments.parse(arguments, Set.of("--jobs"), Set.of("--skip-bullmq-kill"));
        RunOptions run = RunOptions.of(parsed, ROUNDS, defaultJson);
        return new Options(
                run,
                parsed.number("--jobs", 100, run.sized(20_000, 1_000)),
                !parsed.has("--skip-bullmq-kill") && !run.quick());
    }

    /** As the JSON report tells them. */
    Map<String, ?> settings() {
        return Map.of("jobs", jobs);
    }
}
