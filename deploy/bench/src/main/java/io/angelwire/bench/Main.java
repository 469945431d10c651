package io.angelwire.bench;

import io.angelwire.bench.measure.Measure;
import io.angelwire.bench.report.JsonReport;
import io.angelwire.bench.report.Results;
import io.angelwire.bench.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The command {@code engine}. */
public final class Main {

    private Main() {}

    /** Exits with 2 if it did not understand, with 1 if it could not measure. Missed goals are no error. */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        Path module = Path.of(System.getProperty("angelwire.bench.module"));
        Options options;
        List<Measure> measures;
        try {
            options = Options.parse(List.of(arguments), module.resolve("target/engine.json"));
            measures = EngineBenchmark.chosen(options);
        } catch (BenchException e) {
            System.err.println("angelwire: " + e.getMessage());
            System.exit(2);
            return;
        }
        int code = 0;
        try {
            measure(options, measures, module);
        } catch (BenchException | IOException e) {
            System.err.println("\nangelwire: " + e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private static void measure(Options options, List<Measure> measures, Path module) throws IOException {
        try (BenchRedis redis = BenchRedis.start();
                Stage stage = new Stage(redis, module, options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            System.out.printf(
                    "  %d processors, Java %s, Redis %s%n",
                    Runtime.getRuntime().availableProcessors(), Runtime.version(), redis.version());
            Files.deleteIfExists(stage.log());
            warmUp(stage, measures);
            List<Results> results = new EngineBenchmark(options, stage).run(measures);
            JsonReport.write(options.json(), redis.version(), options.settings(), Contender.LINE_UP, results);
            System.out.printf("%n%s%nAll rounds: %s%n", Table.of(Contender.LINE_UP, results), options.json());
            if (Files.size(stage.log()) > 0) {
                System.out.printf("The engines warned of something: %s%n", stage.log());
            }
            if (options.quick()) {
                System.out.println("Sizes were tiny (--quick): these figures mean nothing.");
            }
        }
    }

    private static void warmUp(Stage stage, List<Measure> measures) {
        long began = System.nanoTime();
        System.out.print("  warming up ... ");
        System.out.flush();
        for (Contender contender : Contender.values()) {
            stage.start(
                    contender,
                    measures.stream()
                            .filter(measure -> measure.rounds(contender, 1) > 0)
                            .mapToInt(Measure::drivers)
                            .max()
                            .orElse(0));
        }
        System.out.printf("%.0f s%n", (System.nanoTime() - began) / 1e9);
    }
}
