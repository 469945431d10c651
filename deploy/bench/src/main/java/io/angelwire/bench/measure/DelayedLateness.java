package io.angelwire.bench.measure;

import io.angelwire.bench.Contender;
import io.angelwire.bench.Driver;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal.AtMost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Delayed jobs with due times spread over some seconds, and an idle worker: by how much their handlers start later than
 * they were due. A job is due its delay after the call that added it.
 */
public final class DelayedLateness implements Measure {

    private static final int FIRST_MILLIS = 1_000;
    private static final int CONCURRENCY = 10;

    @Override
    public String name() {
        return "delay";
    }

    @Override
    public String title() {
        return "delayed job's lateness";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("p50", "ms", new AtMost(2)),
                new Figure("p99", "ms", new AtMost(10)),
                // Below 0 is early. Clocks of whole milliseconds make it up to 1 ms.
                new Figure("least", "ms", null));
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
        int jobs = stage.sized(300, 50);
        int spreadMillis = stage.sized(3_000, 500);
        // The same due times for all, others in each round.
        Random random = new Random(round);
        List<Integer> delays = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            delays.add(FIRST_MILLIS + random.nextInt(spreadMillis));
        }
        Driver worker = stage.driver(contender, 1);
        worker.startWorker(Driver.Handler.RECORD, CONCURRENCY, 0);
        Map<String, Long> due = stage.driver(contender, 0).enqueueDelayed(delays);
        Map<String, Long> started = worker.starts(
                jobs,
                Duration.ofMillis(
                        FIRST_MILLIS + spreadMillis + Duration.ofSeconds(15).toMillis()));
        worker.stopWorker();
        Stamps lateness = Stamps.millisBetween(due, started);
        List<Double> values = new ArrayList<>(lateness.percentiles(50, 99));
        values.add(lateness.least());
        return values;
    }
}
