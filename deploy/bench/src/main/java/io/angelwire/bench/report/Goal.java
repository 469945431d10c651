package io.angelwire.bench.report;

/** What our figure must reach. */
public interface Goal {

    /**
     * @param ours the median of our figure
     * @param ratio ours to the other's, taken round by round; NaN if the other was not measured
     */
    boolean isReached(double ours, double ratio);

    /** At least so many times BullMQ's figure. */
    record TimesBullMq(int times) implements Goal {
        @Override
        public boolean isReached(double ours, double ratio) {
            return ratio >= times;
        }

        @Override
        public String toString() {
            return "≥ " + times + " × BullMQ";
        }
    }

    /** At most BullMQ's figure. */
    record NotAboveBullMq() implements Goal {
        @Override
        public boolean isReached(double ours, double ratio) {
            return ratio <= 1;
        }

        @Override
        public String toString() {
            return "≤ BullMQ";
        }
    }

    /** At most so much. */
    record AtMost(int most) implements Goal {
        @Override
        public boolean isReached(double ours, double ratio) {
            return ours <= most;
        }

        @Override
        public String toString() {
            return "≤ " + most;
        }
    }
}
