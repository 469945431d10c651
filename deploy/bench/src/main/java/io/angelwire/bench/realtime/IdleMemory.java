package io.angelwire.bench.realtime;

import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.RatioGoal;
import io.angelwire.bench.server.MeasuredServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a server has in memory with many idle clients, less what it has without: fresh ones, as a runtime keeps what it
 * once had. Garbage is collected before both, or it would be what is measured.
 */
final class IdleMemory implements RealtimeMeasure {

    private static final int FIRST_CLIENTS = 200;
    private static final int SETTLE_MILLIS = 2_000;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String title() {
        return "resident memory";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("for an idle client", "kB", RatioGoal.atMostTimes("1")),
                new Figure("without clients", "MB", null));
    }

    /** It hardly varies, and each takes a start. */
    @Override
    public int rounds(int wanted) {
        return 1;
    }

    @Override
    public List<Double> run(RealtimeContender contender, RealtimeStage stage) {
        int clients = stage.sized(5_000, 500);
        try (MeasuredServer server = stage.newTightServer(contender)) {
            // What the first ones load is no client's.
            stage.connect(contender, server, FIRST_CLIENTS);
            stage.load().leave();
            double empty = settled(server, stage);
            stage.connect(contender, server, clients);
            double full = settled(server, stage);
            stage.load().leave();
            return List.of((full - empty) / clients / 1e3, empty / 1e6);
        }
    }

    private static double settled(MeasuredServer server, RealtimeStage stage) {
        long pause = TimeUnit.MILLISECONDS.toNanos(stage.sized(SETTLE_MILLIS, SETTLE_MILLIS / 10));
        LockSupport.parkNanos(pause);
        server.collectGarbage();
        LockSupport.parkNanos(pause);
        return server.residentBytes();
    }
}
