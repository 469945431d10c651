package io.angelwire.bench.measure;

import io.angelwire.bench.Contender;
import io.angelwire.bench.Stage;
import io.angelwire.bench.report.Subject;
import java.util.List;

/** Something that is measured alike for every contender, on a Redis that is empty when it begins. */
public interface Measure extends Subject {

    /** Enough for measures that take seconds by their nature. */
    int MOST_TIMED_ROUNDS = 3;

    /** How often it is run for a contender; 0 if it does not apply. */
    default int rounds(Contender contender, int wanted) {
        return wanted;
    }

    /** How many drivers of a contender it uses that live as long as the run. */
    default int drivers() {
        return 1;
    }

    /**
     * Runs it once.
     *
     * @param round from 0
     * @return a value for each of {@link #figures}
     */
    List<Double> run(Contender contender, Stage stage, int round);
}
