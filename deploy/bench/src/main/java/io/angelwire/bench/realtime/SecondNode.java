package io.angelwire.bench.realtime;

import io.angelwire.bench.realtime.RealtimeStage.Cost;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal;
import io.angelwire.bench.server.MeasuredServer;
import java.util.List;

/**
 * What it costs a server when a second one comes: events at a fixed rate to a room of 1,000 clients, then to the same with
 * as many clients more on another node.
 */
final class SecondNode implements RealtimeMeasure {

    private static final int MEMBERS = 1_000;
    private static final int PER_SECOND = 30;

    @Override
    public String name() {
        return "second-node";
    }

    @Override
    public String title() {
        return "1,000 more on a second node";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("first one's CPU grew by", "%", new Goal.AtMost(15)));
    }

    @Override
    public List<Double> run(RealtimeContender contender, RealtimeStage stage) {
        int members = stage.sized(MEMBERS, MEMBERS / 10);
        stage.connect(contender, members);
        double alone = micros(contender, stage, members);
        try (MeasuredServer second = stage.newServer(contender)) {
            stage.connect(contender, members);
            stage.connect(contender, second, members);
            double together = micros(contender, stage, 2 * members);
            return List.of((together / alone - 1) * 100);
        }
    }

    /** CPU time of the first server for the same events to the clients that it has. */
    private static double micros(RealtimeContender contender, RealtimeStage stage, int members) {
        int events = stage.sized(300, 60);
        stage.load().join(Domain.pitches(0, 1), members);
        stage.load().steady(Domain.pitch(0), events / 5, PER_SECOND);
        Cost cost = stage.cost(contender, () -> {
            stage.load().steady(Domain.pitch(0), events, PER_SECOND);
            return (double) events / PER_SECOND;
        });
        stage.load().leave();
        return cost.serverMicros();
    }
}
