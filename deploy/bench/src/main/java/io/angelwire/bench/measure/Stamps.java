package io.angelwire.bench.measure;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.report.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How long each job took from one stamp to another, in milliseconds. */
record Stamps(List<Double> millis) {

    /** @throws BenchException if a job never came to the second */
    static Stamps millisBetween(Map<String, Long> from, Map<String, Long> to) {
        List<Double> millis = new ArrayList<>();
        from.forEach((job, at) -> {
            Long reached = to.get(job);
            if (reached == null) {
                throw new BenchException("Job " + job + " never started; " + to.size() + " of " + from.size() + " did");
            }
            millis.add((reached - at) / 1e6);
        });
        return new Stamps(millis);
    }

    List<Double> percentiles(double... percents) {
        return Arrays.stream(percents)
                .mapToObj(percent -> Statistics.percentile(millis, percent))
                .toList();
    }

    double least() {
        return millis.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }
}
