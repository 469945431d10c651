package io.angelwire.bench.realtime;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.BenchRedis;
import io.angelwire.bench.report.JsonReport;
import io.angelwire.bench.report.Results;
import io.angelwire.bench.report.Table;
import io.angelwire.local.StackException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The command {@code realtime}. */
public final class RealtimeMain {

    private RealtimeMain() {}

    /** Exits with 2 if it did not understand, with 1 if it could not measure. Missed goals are no error. */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        Path module = Path.of(System.getProperty("angelwire.bench.module"));
        RealtimeOptions options;
        List<RealtimeMeasure> measures;
        try {
            options = RealtimeOptions.parse(List.of(arguments), module.resolve("target/realtime.json"));
            measures = RealtimeBenchmark.chosen(options);
        } catch (BenchException e) {
            System.err.println("angelwire: " + e.getMessage());
            System.exit(2);
            return;
        }
        int code = 0;
        try {
            measure(options, measures, module);
        } catch (BenchException | StackException e) {
            System.err.println("\nangelwire: " + e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static void measure(RealtimeOptions options, List<RealtimeMeasure> measures, Path module) {
        try (BenchRedis redis = BenchRedis.start();
                RealtimeServers servers = new RealtimeServers(module, redis.port(), options.profile())) {
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            System.out.printf(
                    "  Java %s, Redis %s, logs in %s%n",
                    Runtime.version(), redis.version(), servers.log().getParent());
            long began = System.nanoTime();
            System.out.print("  starting and warming up ... ");
            System.out.flush();
            try (RealtimeStage stage = new RealtimeStage(redis, servers, options)) {
                stage.start();
                System.out.printf("%.0f s%n", (System.nanoTime() - began) / 1e9);
                List<Results> results = new RealtimeBenchmark(options, stage).run(measures);
                JsonReport.write(
                        options.json(), redis.version(), options.settings(), RealtimeContender.LINE_UP, results);
                System.out.printf(
                        "%n%s%nAll rounds: %s%n", Table.of(RealtimeContender.LINE_UP, results), options.json());
            }
            if (options.quick()) {
                System.out.println("Sizes were tiny (--quick): these figures mean nothing.");
            }
        }
    }
}
