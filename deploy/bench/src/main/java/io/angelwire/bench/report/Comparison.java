package io.angelwire.bench.report;

/**
 * Our figure divided by another's.
 *
 * @param title heads the column of the ratios
 * @param key the ratio's name in the JSON report
 * @param verdict whether the figures' goals are for this one; null if they are not
 */
public record Comparison(Competitor ours, Competitor other, String title, String key, Verdict verdict) {

    /**
     * Whether goals were reached.
     *
     * @param title heads its column
     * @param key its name in the JSON report
     */
    public record Verdict(String title, String key) {}

    boolean isReached(Goal goal, Results results, int figure) {
        return goal.isReached(results.median(ours, figure), ratio(results, figure));
    }

    double ratio(Results results, int figure) {
        return results.ratio(ours, other, figure);
    }
}
