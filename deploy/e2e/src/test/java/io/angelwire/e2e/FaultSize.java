package io.angelwire.e2e;

/** Crowds are small in each build, and of full size with {@code -Dangelwire.faults=full}. */
final class FaultSize {

    private static final boolean FULL = "full".equals(System.getProperty("angelwire.faults"));

    private FaultSize() {}

    static <T> T of(T small, T full) {
        return FULL ? full : small;
    }
}
