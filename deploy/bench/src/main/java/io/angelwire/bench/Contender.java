package io.angelwire.bench;

import io.angelwire.bench.report.Comparison;
import io.angelwire.bench.report.Competitor;
import io.angelwire.bench.report.LineUp;
import java.util.List;
import java.util.Locale;

/** Who is measured, in the order of a round. */
public enum Contender implements Competitor {
    /** Gets more jobs than BullMQ where it is a multiple faster, so that both are measured for about as long. */
    ANGELWIRE("Angelwire", 5),
    BULLMQ("BullMQ", 1),
    /** Redis streams without an engine. */
    STREAMS("raw streams", 10);

    static final LineUp LINE_UP = new LineUp(
            List.of(values()),
            List.of(
                    new Comparison(ANGELWIRE, BULLMQ, "× BullMQ", "timesBullMq", new Comparison.Verdict("", "reached")),
                    new Comparison(ANGELWIRE, STREAMS, "× raw", "timesRaw", null)));

    private final String title;
    private final int load;

    Contender(String title, int load) {
        this.title = title;
        this.load = load;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many times the jobs of BullMQ it is given where throughput in bulk is measured. */
    public int load() {
        return load;
    }
}
