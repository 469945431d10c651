package io.angelwire.bench.measure;

/**
 * One number of a measure.
 *
 * @param title what it is, within the measure; empty if it needs no word
 * @param goal what ours must reach; null for none
 */
public record Figure(String title, String unit, Goal goal) {

    static Figure jobsPerSecond(Goal goal) {
        return new Figure("", "jobs/s", goal);
    }

    static Figure redisCpu(Goal goal) {
        return new Figure("Redis CPU", "µs/job", goal);
    }
}
