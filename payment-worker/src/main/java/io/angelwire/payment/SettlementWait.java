package io.angelwire.payment;

import java.time.Duration;
import java.time.Instant;

/** How long to wait before asking again whether a payment has settled. */
final class SettlementWait {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private SettlementWait() {}

    /** As long as it has taken so far: a card settles in seconds, a bank transfer in days, and neither is asked often. */
    static Duration of(Instant since) {
        Duration age = Duration.between(since, Instant.now());
        if (age.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return age.compareTo(LONGEST) > 0 ? LONGEST : age;
    }
}
