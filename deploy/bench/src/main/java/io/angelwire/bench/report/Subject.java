package io.angelwire.bench.report;

import java.util.List;

/** What was measured, as reports name it. */
public interface Subject {

    /** By which it is named on the command line. */
    String name();

    String title();

    List<Figure> figures();
}
