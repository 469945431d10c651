package io.angelwire.bench.gateway;

import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.RatioGoal;
import java.util.List;

/** Requests at a rate that both servers keep up with: from the moment that each was due to its answer. */
final class SteadyRate implements GatewayMeasure {

    private static final int PER_SECOND = 200;
    private static final int SECONDS = 10;

    private final Endpoint endpoint;

    SteadyRate(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public String name() {
        return endpoint.title() + "-rate";
    }

    @Override
    public String title() {
        return "POST " + endpoint.path() + ", " + PER_SECOND + "/s";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("p50", "ms", null),
                new Figure("p99", "ms", RatioGoal.atMostTimes("1")),
                new Figure("server's CPU", "µs/request", null));
    }

    @Override
    public List<Double> run(GatewayContender contender, GatewayStage stage) {
        GatewayStage.Cost cost =
                stage.cost(contender, endpoint, load -> load.steady(PER_SECOND, stage.seconds(SECONDS, 2)));
        return List.of(
                cost.answers().percentileMillis(50),
                cost.answers().percentileMillis(99),
                cost.serverMicros() / cost.answers().count());
    }
}
