package io.angelwire.bench;

import io.angelwire.bench.measure.Measure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a measure gave, round by round. */
final class Results {

    private final Measure measure;
    private final Map<Contender, List<Round>> rounds = new EnumMap<>(Contender.class);

    /**
     * @param values one for each figure of the measure
     * @param commands what Redis says of the commands behind them; may be empty
     */
    record Round(List<Double> values, Map<String, String> commands) {}

    Results(Measure measure) {
        this.measure = measure;
    }

    Measure measure() {
        return measure;
    }

    void add(Contender contender, Round round) {
        rounds.computeIfAbsent(contender, any -> new ArrayList<>()).add(round);
    }

    List<Round> rounds(Contender contender) {
        return rounds.getOrDefault(contender, List.of());
    }

    private List<Double> values(Contender contender, int figure) {
        return rounds(contender).stream()
                .map(round -> round.values().get(figure))
                .toList();
    }

    /** NaN if the contender was not measured. */
    double median(Contender contender, int figure) {
        return Statistics.median(values(contender, figure));
    }

    /**
     * Ours to another's: the median of the rounds' ratios, since what disturbs the machine disturbs neighbours alike.
     * The ratio of the medians where one has fewer rounds; NaN if one was not measured, or where a difference of times
     * (an early job) has the other sign.
     */
    double ratio(Contender other, int figure) {
        List<Double> ours = values(Contender.ANGELWIRE, figure);
        List<Double> theirs = values(other, figure);
        if (Stream.of(ours, theirs).flatMap(List::stream).anyMatch(value -> value <= 0)) {
            return Double.NaN;
        }
        if (ours.size() != theirs.size()) {
            return Statistics.median(ours) / Statistics.median(theirs);
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return Statistics.median(ratios);
    }
}
