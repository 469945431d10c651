package io.angelwire.bench.gateway;

import io.angelwire.bench.report.Subject;
import java.util.List;

/** Something that is measured alike for every contender, on a database and a Redis without what others have left. */
interface GatewayMeasure extends Subject {

    /** What it asks for. */
    Endpoint endpoint();

    /** Runs it once; returns a value for each of {@link #figures}. */
    List<Double> run(GatewayContender contender, GatewayStage stage);
}
