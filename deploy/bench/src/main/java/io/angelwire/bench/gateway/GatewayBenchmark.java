package io.angelwire.bench.gateway;

import io.angelwire.bench.frame.Rounds;
import io.angelwire.bench.frame.RunOptions;
import io.angelwire.bench.report.Results;
import java.util.List;
import java.util.Map;

/** The measures of the gateway: ours, Express, ours, … */
final class GatewayBenchmark implements Rounds<GatewayMeasure, GatewayContender> {

    static final List<GatewayMeasure> MEASURES = List.of(
            new ClosedLoop(Endpoint.JOBS, "3"),
            new SteadyRate(Endpoint.JOBS),
            new ClosedLoop(Endpoint.INVESTMENTS, "2"),
            new SteadyRate(Endpoint.INVESTMENTS));

    private final RunOptions options;
    private final GatewayStage stage;

    GatewayBenchmark(RunOptions options, GatewayStage stage) {
        this.options = options;
        this.stage = stage;
    }

    @Override
    public List<GatewayContender> contenders() {
        return List.of(GatewayContender.values());
    }

    @Override
    public int rounds(GatewayMeasure measure, GatewayContender contender) {
        return options.rounds();
    }

    @Override
    public Results.Round run(GatewayMeasure measure, GatewayContender contender, int round) {
        stage.reset();
        return new Results.Round(measure.run(contender, stage), Map.of());
    }
}
