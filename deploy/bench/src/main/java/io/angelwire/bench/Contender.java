package io.angelwire.bench;

import java.util.Locale;

/** Who is measured, in the order of a round. */
public enum Contender {
    /** Gets more jobs than BullMQ where it is a multiple faster, so that both are measured for about as long. */
    ANGELWIRE("Angelwire", 5),
    BULLMQ("BullMQ", 1),
    /** Redis streams without an engine. */
    STREAMS("raw streams", 10);

    private final String title;
    private final int load;

    Contender(String title, int load) {
        this.title = title;
        this.load = load;
    }

    public String title() {
        return title;
    }

    /** Its name in the JSON report. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many times the jobs of BullMQ it is given where throughput in bulk is measured. */
    public int load() {
        return load;
    }
}
