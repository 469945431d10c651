package io.angelwire.bench.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a measure gave, round by round. */
public final class Results {

    private final Subject subject;
    private final Map<Competitor, List<Round>> rounds = new HashMap<>();

    /**
     * @param values one for each figure of the measure
     * @param commands what Redis says of the commands behind them; may be empty
     */
    public record Round(List<Double> values, Map<String, String> commands) {}

    public Results(Subject subject) {
        this.subject = subject;
    }

    Subject subject() {
        return subject;
    }

    public void add(Competitor competitor, Round round) {
        rounds.computeIfAbsent(competitor, any -> new ArrayList<>()).add(round);
    }

    List<Round> rounds(Competitor competitor) {
        return rounds.getOrDefault(competitor, List.of());
    }

    private List<Double> values(Competitor competitor, int figure) {
        return rounds(competitor).stream()
                .map(round -> round.values().get(figure))
                .toList();
    }

    /** NaN if the competitor was not measured. */
    double median(Competitor competitor, int figure) {
        return Statistics.median(values(competitor, figure));
    }

    /**
     * One's figure to another's: the median of the rounds' ratios, since what disturbs the machine disturbs neighbours alike.
     * The ratio of the medians where one has fewer rounds; NaN if one was not measured, or where a difference of times
     * (an early job) has the other sign.
     */
    double ratio(Competitor one, Competitor other, int figure) {
        List<Double> ours = values(one, figure);
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
