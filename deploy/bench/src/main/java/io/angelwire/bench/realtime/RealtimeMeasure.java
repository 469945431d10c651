package io.angelwire.bench.realtime;

import io.angelwire.bench.report.Subject;
import java.util.List;

/** Something that is measured alike for every contender. It begins and ends without clients. */
interface RealtimeMeasure extends Subject {

    /** How often it is run for a contender. */
    default int rounds(int wanted) {
        return wanted;
    }

    /** Runs it once; returns a value for each of {@link #figures}. */
    List<Double> run(RealtimeContender contender, RealtimeStage stage);
}
