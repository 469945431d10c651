package io.angelwire.bench.measure;

import io.angelwire.bench.Contender;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal.AtMost;
import io.angelwire.bench.report.Goal.TimesBullMq;
import java.util.List;

/** One producer that adds {@value #BATCH} jobs a call and waits for each call. */
public final class EnqueueInBulk implements Measure {

    static final int BATCH = 1_000;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public String title() {
        return "enqueue in bulk of 1,000";
    }

    @Override
    public List<Figure> figures() {
        return List.of(Figure.jobsPerSecond(new TimesBullMq(8)), Figure.redisCpu(new AtMost(4)));
    }

    @Override
    public List<Double> run(Contender contender, Stage stage, int round) {
        int jobs = stage.jobs(contender);
        Stage.Cost cost = stage.cost(() -> stage.driver(contender, 0).enqueueInBulk(jobs, BATCH, false));
        return List.of(jobs / cost.seconds(), cost.redisMicros() / jobs);
    }
}
