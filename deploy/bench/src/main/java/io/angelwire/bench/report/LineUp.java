package io.angelwire.bench.report;

import java.util.List;

/** Who is measured, in the order of a round, and who is compared with whom. */
public record LineUp(List<? extends Competitor> competitors, List<Comparison> comparisons) {

    List<Comparison> judged() {
        return comparisons.stream()
                .filter(comparison -> comparison.verdict() != null)
                .toList();
    }
}
