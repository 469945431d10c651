package io.angelwire.bench.report;

import java.util.Arrays;
import java.util.Collection;

/** What is said of many measured values. */
public final class Statistics {

    private Statistics() {}

    /** The middle value; the mean of the two middle ones of an even number. NaN if there are none. */
    public static double median(Collection<Double> values) {
        double[] sorted = sorted(values);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest value that at least this share of all values does not exceed (nearest rank).
     *
     * @param percent above 0, at most 100
     */
    public static double percentile(Collection<Double> values, double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("not a percentile: " + percent);
        }
        double[] sorted = sorted(values);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
    }

    /**
     * The most events in any window of this length; two events that are exactly one length apart are not in one window.
     *
     * @param nanos when each happened, in any order
     */
    public static int mostInWindow(Collection<Long> nanos, long windowNanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.length; last++) {
            while (sorted[last] - sorted[first] >= windowNanos) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static double[] sorted(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
