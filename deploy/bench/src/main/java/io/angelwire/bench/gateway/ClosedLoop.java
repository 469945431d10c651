package io.angelwire.bench.gateway;

import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.RatioGoal;
import java.util.List;

/** As many requests as the server answers, over {@value GatewayStage#CONNECTIONS} connections: each asks again when it has its answer. */
final class ClosedLoop implements GatewayMeasure {

    private static final int SECONDS = 10;

    private final Endpoint endpoint;
    private final String times;

    /** @param times the goal for the requests a second */
    ClosedLoop(Endpoint endpoint, String times) {
        this.endpoint = endpoint;
        this.times = times;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public String name() {
        return endpoint.title();
    }

    @Override
    public String title() {
        return "POST " + endpoint.path() + ", " + GatewayStage.CONNECTIONS + " connections";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("", "requests/s", RatioGoal.atLeastTimes(times)),
                new Figure("p50", "ms", null),
                new Figure("p99", "ms", RatioGoal.atMostTimes("1")),
                new Figure("server's CPU", "µs/request", null),
                new Figure("server busy", "%", null),
                new Figure("Redis CPU", "µs/request", null));
    }

    @Override
    public List<Double> run(GatewayContender contender, GatewayStage stage) {
        GatewayStage.Cost cost = stage.cost(
                contender, endpoint, load -> load.closedLoop(GatewayStage.CONNECTIONS, stage.seconds(SECONDS, 2)));
        return List.of(
                cost.answers().perSecond(),
                cost.answers().percentileMillis(50),
                cost.answers().percentileMillis(99),
                cost.serverMicros() / cost.answers().count(),
                cost.busyPercent(),
                cost.redisMicros() / cost.answers().count());
    }
}
