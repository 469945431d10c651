package io.angelwire.bench.measure;

import io.angelwire.bench.Contender;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal.TimesBullMq;
import java.util.List;

/** One producer that waits for each job to be in Redis before it sends the next: the round trip. */
public final class EnqueueOneByOne implements Measure {

    @Override
    public String name() {
        return "enqueue";
    }

    @Override
    public String title() {
        return "enqueue, awaited one by one";
    }

    @Override
    public List<Figure> figures() {
        return List.of(Figure.jobsPerSecond(new TimesBullMq(2)), Figure.redisCpu(null));
    }

    @Override
    public List<Double> run(Contender contender, Stage stage, int round) {
        int jobs = stage.jobs() / 2;
        Stage.Cost cost = stage.cost(() -> stage.driver(contender, 0).enqueueOneByOne(jobs));
        return List.of(jobs / cost.seconds(), cost.redisMicros() / jobs);
    }
}
