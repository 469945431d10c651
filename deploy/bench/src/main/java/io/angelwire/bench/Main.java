package io.angelwire.bench;

import io.angelwire.bench.frame.Command;
import io.angelwire.bench.frame.Progress;
import io.angelwire.bench.measure.Measure;
import io.angelwire.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command {@code engine}. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Command.execute(module -> {
            Options options = Options.parse(List.of(arguments), module.resolve("target/engine.json"));
            List<Measure> measures = options.run().chosen(EngineBenchmark.measures(options));
            return () -> measure(options, measures, module);
        });
    }

    private static void measure(Options options, List<Measure> measures, Path module) throws IOException {
        try (BenchRedis redis = BenchRedis.start();
                Stage stage = new Stage(redis, module, options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            System.out.printf(
                    "  %d processors, Java %s, Redis %s%n",
                    Runtime.getRuntime().availableProcessors(), Runtime.version(), redis.version());
            Files.deleteIfExists(stage.log());
            Progress.timed("warming up", () -> warmUp(stage, measures));
            List<Results> results = new EngineBenchmark(options, stage).run(measures);
            Command.report(options.run(), redis.version(), options.settings(), Contender.LINE_UP, results);
            if (Files.size(stage.log()) > 0) {
                System.out.printf("The engines warned of something: %s%n", stage.log());
            }
        }
    }

    private static void warmUp(Stage stage, List<Measure> measures) {
        for (Contender contender : Contender.values()) {
            stage.start(
                    contender,
                    measures.stream()
                            .filter(measure -> measure.rounds(contender, 1) > 0)
                            .mapToInt(Measure::drivers)
                            .max()
                            .orElse(0));
        }
    }
}
