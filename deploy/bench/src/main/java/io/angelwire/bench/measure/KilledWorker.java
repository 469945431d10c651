package io.angelwire.bench.measure;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.Contender;
import io.angelwire.bench.Driver;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal.AtMost;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A worker process gets SIGKILL while it runs {@value #JOBS} jobs, another is idle: from the kill until the last of the
 * jobs runs again. Everybody at its defaults for leases, locks and checks.
 */
public final class KilledWorker implements Measure {

    private static final int JOBS = 10;

    /** By then the other worker has been there long enough to be believed. */
    private static final Duration BEFORE = Duration.ofSeconds(4);

    private final boolean bullMq;

    /** @param bullMq whether BullMQ is measured too: it takes a minute */
    public KilledWorker(boolean bullMq) {
        this.bullMq = bullMq;
    }

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String title() {
        return "worker killed → its jobs run again";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("", "s", new AtMost(5)));
    }

    @Override
    public int rounds(Contender contender, int wanted) {
        return switch (contender) {
            case ANGELWIRE -> Math.min(wanted, MOST_TIMED_ROUNDS);
            case BULLMQ -> bullMq ? 1 : 0;
            case STREAMS -> 0;
        };
    }

    @Override
    public int drivers() {
        return 2;
    }

    @Override
    public List<Double> run(Contender contender, Stage stage, int round) {
        Driver survivor = stage.driver(contender, 1);
        long killedAt;
        try (Driver victim = stage.newDriver(contender)) {
            victim.startWorker(Driver.Handler.HANG, JOBS, 0);
            survivor.enqueueInBulk(JOBS, JOBS, false);
            requireAll(victim.starts(JOBS, Duration.ofSeconds(10)).values());
            survivor.startWorker(Driver.Handler.RECORD, JOBS, 0);
            // Other rounds kill at another point between two heartbeats.
            pause(BEFORE.plusMillis(170L * round));
            killedAt = System.nanoTime();
            victim.kill();
        }
        Collection<Long> again = survivor.starts(JOBS, Duration.ofSeconds(120)).values();
        requireAll(again);
        survivor.stopWorker();
        long last = again.stream().mapToLong(Long::longValue).max().orElseThrow();
        return List.of((last - killedAt) / 1e9);
    }

    private static void requireAll(Collection<Long> starts) {
        if (starts.size() < JOBS) {
            throw new BenchException("Only " + starts.size() + " of " + JOBS + " jobs started");
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
