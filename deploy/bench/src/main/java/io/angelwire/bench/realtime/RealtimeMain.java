package io.angelwire.bench.realtime;

import io.angelwire.bench.BenchRedis;
import io.angelwire.bench.frame.Command;
import io.angelwire.bench.frame.Progress;
import io.angelwire.bench.report.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The command {@code realtime}. */
public final class RealtimeMain {

    private RealtimeMain() {}

    public static void main(String[] arguments) {
        Command.execute(module -> {
            RealtimeOptions options = RealtimeOptions.parse(List.of(arguments), module.resolve("target/realtime.json"));
            List<RealtimeMeasure> measures = options.run().chosen(RealtimeBenchmark.MEASURES);
            return () -> measure(options, measures, module);
        });
    }

    private static void measure(RealtimeOptions options, List<RealtimeMeasure> measures, Path module) {
        try (BenchRedis redis = BenchRedis.start();
                RealtimeServers servers = new RealtimeServers(module, redis.port(), options.run())) {
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            System.out.printf(
                    "  Java %s, Redis %s, logs in %s%n",
                    Runtime.version(), redis.version(), servers.log().getParent());
            try (RealtimeStage stage = new RealtimeStage(redis, servers, options)) {
                Progress.timed("starting and warming up", stage::start);
                List<Results> results = new RealtimeBenchmark(options, stage).run(measures);
                Command.report(options.run(), redis.version(), Map.of(), RealtimeContender.LINE_UP, results);
            }
        }
    }
}
