package io.angelwire.bench.frame;

import io.angelwire.bench.report.Competitor;
import io.angelwire.bench.report.Results;
import io.angelwire.bench.report.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs measures one after the other, each in rounds: ours, theirs, ours, theirs, … So whatever else the machine does falls
 * on all of them, and neighbours can be compared.
 */
public interface Rounds<M extends Subject, C extends Competitor> {

    /** In the order of a round. */
    List<C> contenders();

    /** How often it is run for a contender; 0 if it does not apply. */
    int rounds(M measure, C contender);

    /**
     * Runs it once.
     *
     * @param round from 0
     */
    Results.Round run(M measure, C contender, int round);

    default List<Results> run(List<M> measures) {
        List<Results> all = new ArrayList<>();
        for (M measure : measures) {
            Results results = new Results(measure);
            Progress.timed(measure.title(), () -> run(measure, results));
            all.add(results);
        }
        return all;
    }

    private void run(M measure, Results results) {
        int most = contenders().stream()
                .mapToInt(contender -> rounds(measure, contender))
                .max()
                .orElse(0);
        for (int round = 0; round < most; round++) {
            for (C contender : contenders()) {
                if (round < rounds(measure, contender)) {
                    results.add(contender, run(measure, contender, round));
                }
            }
        }
    }
}
