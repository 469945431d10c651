package io.angelwire.bench.realtime;

import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.RatioGoal;
import java.util.List;

/** {@value #PER_SECOND} events a second to a room of 1,000: from the call that publishes until each member has it. */
final class RoomLatency implements RealtimeMeasure {

    static final int PER_SECOND = 10;
    static final int MEMBERS = 1_000;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public String title() {
        return "published → received, 10/s to 1,000";
    }

    /** For p99 what a bare {@code ws} loop has beside Socket.IO. */
    @Override
    public List<Figure> figures() {
        return List.of(new Figure("p50", "ms", null), new Figure("p99", "ms", RatioGoal.atMostTimes("0.74")));
    }

    @Override
    public List<Double> run(RealtimeContender contender, RealtimeStage stage) {
        int members = stage.sized(MEMBERS, MEMBERS / 10);
        stage.connect(contender, members);
        stage.load().join(Domain.pitches(0, 1), members);
        LoadGenerator.Latency latency = stage.load().steady(Domain.pitch(0), stage.sized(60, 20), PER_SECOND);
        stage.load().leave();
        return List.of(latency.p50(), latency.p99());
    }
}
