package io.angelwire.bench.measure;

import io.angelwire.bench.Contender;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal.AtMost;
import io.angelwire.bench.report.Goal.TimesBullMq;
import java.util.List;

/**
 * One worker with a handler that does nothing, on a queue that is full when it starts; until Redis knows how the last
 * job ended.
 */
public final class Processing implements Measure {

    private final int concurrency;

    public Processing(int concurrency) {
        this.concurrency = concurrency;
    }

    @Override
    public String name() {
        return "process-" + concurrency;
    }

    @Override
    public String title() {
        return "process, no-op handler, concurrency " + concurrency;
    }

    @Override
    public List<Figure> figures() {
        return List.of(Figure.jobsPerSecond(new TimesBullMq(8)), Figure.redisCpu(new AtMost(7)));
    }

    @Override
    public List<Double> run(Contender contender, Stage stage, int round) {
        int jobs = stage.jobs(contender);
        stage.driver(contender, 0).enqueueInBulk(jobs, EnqueueInBulk.BATCH, false);
        // The counters of Redis shall tell of the processing alone.
        stage.redis().resetCounters();
        Stage.Cost cost = stage.cost(() -> stage.driver(contender, 0).process(jobs, concurrency, false));
        return List.of(jobs / cost.seconds(), cost.redisMicros() / jobs);
    }
}
