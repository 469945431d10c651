package io.angelwire.bench;

import io.angelwire.bench.measure.DelayedLateness;
import io.angelwire.bench.measure.EnqueueInBulk;
import io.angelwire.bench.measure.EnqueueOneByOne;
import io.angelwire.bench.measure.KilledWorker;
import io.angelwire.bench.measure.Measure;
import io.angelwire.bench.measure.Memory;
import io.angelwire.bench.measure.Processing;
import io.angelwire.bench.measure.RateLimit;
import io.angelwire.bench.measure.StartLatency;
import io.angelwire.bench.report.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Runs the measures one after the other, each in rounds: ours, BullMQ, raw streams, ours, BullMQ, … So whatever else
 * the machine does falls on all of them, and neighbours can be compared.
 */
final class EngineBenchmark {

    private final Options options;
    private final Stage stage;

    EngineBenchmark(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
    }

    /** @throws BenchException if one is asked for that there is not */
    static List<Measure> chosen(Options options) {
        List<Measure> all = List.of(
                new EnqueueOneByOne(),
                new EnqueueInBulk(),
                new Processing(10),
                new Processing(100),
                new StartLatency(),
                new DelayedLateness(),
                new RateLimit(),
                new Memory(),
                new KilledWorker(options.bullMqKill()));
        List<String> only = options.only();
        for (String name : only) {
            if (all.stream().noneMatch(measure -> measure.name().equals(name))) {
                throw new BenchException("--only knows no " + name + ", only "
                        + all.stream().map(Measure::name).collect(Collectors.joining(", ")));
            }
        }
        return all.stream()
                .filter(measure -> only.isEmpty() || only.contains(measure.name()))
                .toList();
    }

    List<Results> run(List<Measure> measures) {
        List<Results> all = new ArrayList<>();
        for (Measure measure : measures) {
            long began = System.nanoTime();
            System.out.printf("  %s ... ", measure.title());
            System.out.flush();
            all.add(run(measure));
            System.out.printf("%.0f s%n", (System.nanoTime() - began) / 1e9);
        }
        return all;
    }

    private Results run(Measure measure) {
        Results results = new Results(measure);
        for (int round = 0; round < options.rounds(); round++) {
            for (Contender contender : Contender.values()) {
                if (round < measure.rounds(contender, options.rounds())) {
                    stage.redis().reset();
                    List<Double> values = measure.run(contender, stage, round);
                    results.add(contender, new Results.Round(values, stage.takeCommands()));
                }
            }
        }
        return results;
    }
}
