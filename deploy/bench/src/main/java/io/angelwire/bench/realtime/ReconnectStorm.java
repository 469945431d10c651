package io.angelwire.bench.realtime;

import io.angelwire.bench.realtime.RealtimeStage.Cost;
import io.angelwire.bench.report.Figure;
import java.util.List;

/** A room's clients are cut off at once, and come back at once: until the last has connected, signed in and joined. */
final class ReconnectStorm implements RealtimeMeasure {

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String title() {
        return "1,000 cut off → all back in their room";
    }

    @Override
    public List<Figure> figures() {
        return List.of(new Figure("", "s", null), new Figure("server's CPU", "ms/client", null));
    }

    @Override
    public List<Double> run(RealtimeContender contender, RealtimeStage stage) {
        int clients = stage.sized(1_000, 100);
        stage.connect(contender, clients);
        stage.load().join(Domain.pitches(0, 1), clients);
        Cost cost = stage.cost(contender, () -> stage.load().storm(Domain.pitch(0)));
        stage.load().leave();
        return List.of(cost.seconds(), cost.serverMicros() / 1e3 / clients);
    }
}
