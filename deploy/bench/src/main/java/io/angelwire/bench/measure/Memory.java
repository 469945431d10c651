package io.angelwire.bench.measure;

import io.angelwire.bench.Contender;
import io.angelwire.bench.Driver;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal.AtMost;
import java.util.List;

/**
 * What Redis needs for a job that waits, and for one that has completed in a queue that keeps all: by its own count
 * (used_memory), over many jobs.
 */
public final class Memory implements Measure {

    private static final int CONCURRENCY = 50;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "Redis memory";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("waiting", "bytes/job", new AtMost(450)),
                new Figure("kept completed", "bytes/job", new AtMost(700)));
    }

    /** It hardly varies. */
    @Override
    public int rounds(Contender contender, int wanted) {
        return contender == Contender.STREAMS ? 0 : 1;
    }

    @Override
    public List<Double> run(Contender contender, Stage stage, int round) {
        int jobs = stage.jobs();
        Driver driver = stage.driver(contender, 0);
        long empty = stage.redis().usedBytes();
        driver.enqueueInBulk(jobs, EnqueueInBulk.BATCH, true);
        long waiting = stage.redis().usedBytes() - empty;
        driver.process(jobs, CONCURRENCY, true);
        long kept = stage.redis().usedBytes() - empty;
        return List.of((double) waiting / jobs, (double) kept / jobs);
    }
}
