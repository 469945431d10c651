package io.angelwire.job;

import java.time.Duration;

/** How long a failed attempt waits before the next one. */
public sealed interface Backoff {

    /** The longest wait that any backoff gives, however many attempts were made. */
    Duration LONGEST = Duration.ofDays(1);

    /**
     * @param attemptsMade attempts made so far, at least 1
     * @return the wait before the next attempt; never negative, at most {@link #LONGEST}
     */
    Duration afterAttempt(int attemptsMade);

    /** The same wait each time. */
    record Fixed(Duration delay) implements Backoff {
        public Fixed {
            requireUsable(delay);
        }

        @Override
        public Duration afterAttempt(int attemptsMade) {
            return delay;
        }
    }

    /** {@code delay · 2^(attemptsMade-1)}. */
    record Exponential(Duration delay) implements Backoff {
        public Exponential {
            requireUsable(delay);
        }

        @Override
        public Duration afterAttempt(int attemptsMade) {
            int doublings = Math.min(Math.max(attemptsMade - 1, 0), 40);
            double millis = delay.toMillis() * Math.pow(2, doublings);
            return millis >= LONGEST.toMillis() ? LONGEST : Duration.ofMillis((long) millis);
        }
    }

    static Backoff fixed(Duration delay) {
        return new Fixed(delay);
    }

    static Backoff exponential(Duration delay) {
        return new Exponential(delay);
    }

    private static void requireUsable(Duration delay) {
        if (delay == null || delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a backoff's delay lies between 0 and " + LONGEST + ": " + delay);
        }
    }
}
