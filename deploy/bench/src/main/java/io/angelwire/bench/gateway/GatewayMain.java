package io.angelwire.bench.gateway;

import io.angelwire.bench.BenchRedis;
import io.angelwire.bench.frame.Arguments;
import io.angelwire.bench.frame.Command;
import io.angelwire.bench.frame.Progress;
import io.angelwire.bench.frame.RunOptions;
import io.angelwire.bench.report.Results;
import io.angelwire.bench.server.BenchStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The command {@code gateway}. */
public final class GatewayMain {

    private static final int ROUNDS = 5;

    private GatewayMain() {}

    public static void main(String[] arguments) {
        Command.execute(module -> {
            RunOptions options = RunOptions.of(
                    Arguments.parse(List.of(arguments), Set.of(), Set.of()),
                    ROUNDS,
                    module.resolve("target/gateway.json"));
            List<GatewayMeasure> measures = options.chosen(GatewayBenchmark.MEASURES);
            return () -> measure(options, measures, module);
        });
    }

    private static void measure(RunOptions options, List<GatewayMeasure> measures, Path module) {
        try (BenchRedis redis = BenchRedis.start();
                BenchStack stack = new BenchStack(module, "gateway", redis.port())) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            System.out.printf(
                    "  Java %s, Redis %s, logs in %s%n",
                    Runtime.version(), redis.version(), stack.log().getParent());
            try (GatewayStage stage = new GatewayStage(redis, stack, module, options)) {
                Progress.timed("starting", stage::start);
                Set<Endpoint> endpoints =
                        measures.stream().map(GatewayMeasure::endpoint).collect(Collectors.toSet());
                Progress.timed("warming up", () -> endpoints.forEach(stage::warmUp));
                List<Results> results = new GatewayBenchmark(options, stage).run(measures);
                Command.report(options, redis.version(), Map.of(), GatewayContender.LINE_UP, results);
            }
        }
    }
}
