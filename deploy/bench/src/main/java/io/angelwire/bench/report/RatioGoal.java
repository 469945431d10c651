package io.angelwire.bench.report;

import java.math.BigDecimal;

/** What ours must reach, beside the other's. */
public sealed interface RatioGoal extends Goal {

    static Goal atLeastTimes(String factor) {
        return new AtLeastTimes(new BigDecimal(factor));
    }

    static Goal atMostTimes(String factor) {
        return new AtMostTimes(new BigDecimal(factor));
    }

    record AtLeastTimes(BigDecimal factor) implements RatioGoal {
        @Override
        public boolean isReached(double ours, double ratio) {
            return ratio >= factor.doubleValue();
        }

        @Override
        public String toString() {
            return "≥ " + factor + " ×";
        }
    }

    record AtMostTimes(BigDecimal factor) implements RatioGoal {
        @Override
        public boolean isReached(double ours, double ratio) {
            return ratio <= factor.doubleValue();
        }

        @Override
        public String toString() {
            return "≤ " + factor + " ×";
        }
    }
}
