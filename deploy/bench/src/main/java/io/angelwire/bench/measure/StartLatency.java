package io.angelwire.bench.measure;

import io.angelwire.bench.Contender;
import io.angelwire.bench.Driver;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal.NotAboveBullMq;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A producer adds {@value #PER_SECOND} jobs a second, an idle worker in another process takes them: from the call that
 * adds a job until its handler starts.
 */
public final class StartLatency implements Measure {

    private static final int PER_SECOND = 100;
    private static final int CONCURRENCY = 10;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "added → handler started, " + PER_SECOND + "/s";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("p50", "ms", new NotAboveBullMq()), new Figure("p99", "ms", new NotAboveBullMq()));
    }

    @Override
    public int rounds(Contender contender, int wanted) {
        return contender == Contender.STREAMS ? 0 : Math.min(wanted, MOST_TIMED_ROUNDS);
    }

    @Override
    public int drivers() {
        return 2;
    }

    @Override
    public List<Double> run(Contender contender, Stage stage, int round) {
        int jobs = stage.sized(600, 100);
        Driver producer = stage.driver(contender, 0);
        Driver worker = stage.driver(contender, 1);
        worker.startWorker(Driver.Handler.RECORD, CONCURRENCY, 0);
        Map<String, Long> added = producer.enqueueAtRate(jobs, PER_SECOND);
        Map<String, Long> started = worker.starts(jobs, Duration.ofSeconds(10));
        worker.stopWorker();
        return Stamps.millisBetween(added, started).percentiles(50, 99);
    }
}
