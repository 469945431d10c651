package io.angelwire.bench.report;

/**
 * One number of a measure.
 *
 * @param title what it is, within the measure; empty if it needs no word
 * @param goal what ours must reach; null for none
 */
public record Figure(String title, String unit, Goal goal) {

    public static Figure jobsPerSecond(Goal goal) {
        return new Figure("", "jobs/s", goal);
    }

    public static Figure redisCpu(Goal goal) {
        return new Figure("Redis CPU", "µs/job", goal);
    }
}
