package io.angelwire.bench;

import io.angelwire.bench.frame.Rounds;
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
import java.util.List;

/** The measures of the engine: ours, BullMQ, raw streams, ours, BullMQ, … */
final class EngineBenchmark implements Rounds<Measure, Contender> {

    private final Options options;
    private final Stage stage;

    EngineBenchmark(Options options, Stage stage) {
        this.options = options;
        this.stage = stage;
    }

    static List<Measure> measures(Options options) {
        return List.of(
                new EnqueueOneByOne(),
                new EnqueueInBulk(),
                new Processing(10),
                new Processing(100),
                new StartLatency(),
                new DelayedLateness(),
                new RateLimit(),
                new Memory(),
                new KilledWorker(options.bullMqKill()));
    }

    @Override
    public List<Contender> contenders() {
        return List.of(Contender.values());
    }

    @Override
    public int rounds(Measure measure, Contender contender) {
        return Math.min(
                options.run().rounds(), measure.rounds(contender, options.run().rounds()));
    }

    @Override
    public Results.Round run(Measure measure, Contender contender, int round) {
        stage.redis().reset();
        List<Double> values = measure.run(contender, stage, round);
        return new Results.Round(values, stage.takeCommands());
    }
}
