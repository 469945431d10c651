package io.angelwire.job.faults;

/** The fault tests run at a small size in each build, and at full size with {@code -Dangelwire.faults=full}. */
final class FaultSize {

    private static final boolean FULL = "full".equals(System.getProperty("angelwire.faults"));

    private FaultSize() {}

    static int of(int small, int full) {
        return FULL ? full : small;
    }

    /** What a test has counted, in one line. */
    static void print(String fault, String format, Object... numbers) {
        System.out.println("faults | " + fault + " | " + String.format(java.util.Locale.ROOT, format, numbers));
    }
}
