package io.angelwire.bench.report;

/** Somebody who is measured. */
public interface Competitor {

    /** Heads its column. */
    String title();

    /** Its name in the JSON report. */
    String key();
}
