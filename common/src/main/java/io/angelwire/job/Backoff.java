package io.angelwire.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a failed attempt waits before the next one. A wait that depends on the failure itself is the handler's to
 * say: {@link JobHandler#retryAfter}, {@link JobOutcome.Retry#after}.
 */
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

    /** A wait of its own after each attempt; the last one from there on. 1 to 20 of them. */
    record Steps(List<Duration> delays) implements Backoff {
        public Steps {
            delays = List.copyOf(delays);
            if (delays.isEmpty() || delays.size() > 20) {
                throw new IllegalArgumentException("a backoff has 1 to 20 steps: " + delays.size());
            }
            delays.forEach(Backoff::requireUsable);
        }

        @Override
        public Duration afterAttempt(int attemptsMade) {
            return delays.get(Math.min(Math.max(attemptsMade, 1), delays.size()) - 1);
        }
    }

    /**
     * Another backoff's wait, shortened by a random part of it, so that what failed together is not tried again
     * together.
     *
     * @param jitter the largest part that is taken off, above 0 and at most 1
     */
    record Jittered(Backoff base, double jitter) implements Backoff {
        public Jittered {
            if (base instanceof Jittered) {
                throw new IllegalArgumentException("a backoff is jittered once");
            }
            if (!(jitter > 0 && jitter <= 1)) {
                throw new IllegalArgumentException("a backoff's jitter lies above 0 and at most at 1: " + jitter);
            }
        }

        @Override
        public Duration afterAttempt(int attemptsMade) {
            long millis = base.afterAttempt(attemptsMade).toMillis();
            return Duration.ofMillis(Math.round(
                    millis * (1 - jitter * ThreadLocalRandom.current().nextDouble())));
        }
    }

    static Backoff fixed(Duration delay) {
        return new Fixed(delay);
    }

    static Backoff exponential(Duration delay) {
        return new Exponential(delay);
    }

    static Backoff steps(Duration... delays) {
        return new Steps(List.of(delays));
    }

    default Backoff withJitter(double jitter) {
        return new Jittered(this, jitter);
    }

    private static void requireUsable(Duration delay) {
        if (delay == null || delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a backoff's delay lies between 0 and " + LONGEST + ": " + delay);
        }
    }
}
