package io.angelwire.bench.realtime;

import io.angelwire.bench.realtime.RealtimeStage.Cost;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.RatioGoal;
import java.util.List;

/** Clients connect and sign in, some dozens at a time: until the server has welcomed each. */
final class Connecting implements RealtimeMeasure {

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public String title() {
        return "connect and sign in";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("", "clients/s", RatioGoal.atLeastTimes("5")),
                new Figure("server's CPU", "ms/client", null),
                new Figure("server busy", "%", null));
    }

    @Override
    public List<Double> run(RealtimeContender contender, RealtimeStage stage) {
        int clients = stage.sized(2_000, 200);
        if (contender.isOurs()) {
            // One that it has verified lately it knows.
            stage.load().renewTokens(clients);
        }
        Cost cost = stage.cost(contender, () -> stage.connect(contender, clients));
        stage.load().leave();
        return List.of(clients / cost.seconds(), cost.serverMicros() / 1e3 / clients, cost.busyPercent());
    }
}
