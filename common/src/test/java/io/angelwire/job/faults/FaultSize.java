package io.angelwire.job.faults;

import java.time.Duration;
import java.util.Locale;

/** The fault tests run at a small size in each build, and at full size with {@code -Dangelwire.faults=full}. */
final class FaultSize {

    private static final boolean FULL = "full".equals(System.getProperty("angelwire.faults"));

    private FaultSize() {}

    static int of(int small, int full) {
        return FULL ? full : small;
    }

    /** Full size has the machine for itself and keeps to what is promised; a build may share it, and is given more. */
    static Duration withinPromised(Duration promised) {
        return FULL ? promised : promised.multipliedBy(6);
    }

    /** What a test has counted, in one line. */
    static void print(String fault, String format, Object... numbers) {
        System.out.println("faults | " + fault + " | " + String.format(Locale.ROOT, format, numbers));
    }
}
