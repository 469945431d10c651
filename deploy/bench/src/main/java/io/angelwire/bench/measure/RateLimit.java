package io.angelwire.bench.measure;

import io.angelwire.bench.Contender;
import io.angelwire.bench.Driver;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal.AtMost;
import io.angelwire.bench.report.Statistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A full queue with a limit of {@value #LIMIT} per second and two workers: the most handler starts in any second, and how
 * much of the limit is used, from the first start to the last.
 */
public final class RateLimit implements Measure {

    private static final int LIMIT = 50;
    private static final long WINDOW_NANOS = 1_000_000_000;
    private static final int WORKERS = 2;
    private static final int CONCURRENCY = 10;

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public String title() {
        return "limit of " + LIMIT + " per second, two workers";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("worst second", "starts", new AtMost(LIMIT)), new Figure("mean", "starts/s", null));
    }

    @Override
    public int rounds(Contender contender, int wanted) {
        return contender == Contender.STREAMS ? 0 : Math.min(wanted, MOST_TIMED_ROUNDS);
    }

    @Override
    public int drivers() {
        return WORKERS;
    }

    @Override
    public List<Double> run(Contender contender, Stage stage, int round) {
        int seconds = stage.sized(5, 2);
        int jobs = LIMIT * (seconds + 1);
        stage.driver(contender, 0).enqueueInBulk(jobs, jobs, false);
        for (int i = 0; i < WORKERS; i++) {
            stage.driver(contender, i).startWorker(Driver.Handler.RECORD, CONCURRENCY, LIMIT);
        }
        List<Long> starts = awaitAll(contender, stage, jobs, Duration.ofSeconds(3L * seconds + 10));
        for (int i = 0; i < WORKERS; i++) {
            stage.driver(contender, i).stopWorker();
        }
        long first = starts.stream().mapToLong(Long::longValue).min().orElse(0);
        long last = starts.stream().mapToLong(Long::longValue).max().orElse(0);
        // The first second's worth starts at once.
        double mean = (starts.size() - LIMIT) / ((last - first) / 1e9);
        return List.of((double) Statistics.mostInWindow(starts, WINDOW_NANOS), mean);
    }

    /** As many as there are when the time is over: BullMQ is not to be waited for beyond that. */
    private static List<Long> awaitAll(Contender contender, Stage stage, int jobs, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<Long> starts = new ArrayList<>();
        do {
            starts.clear();
            for (int i = 0; i < WORKERS; i++) {
                starts.addAll(stage.driver(contender, i)
                        .starts(jobs, Duration.ofMillis(100))
                        .values());
            }
        } while (starts.size() < jobs && System.nanoTime() < end);
        return starts;
    }
}
