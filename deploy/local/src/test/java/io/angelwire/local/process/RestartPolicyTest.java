package io.angelwire.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {

    private static final Duration NEVER_READY = null;

    private final RestartPolicy policy = new RestartPolicy(RestartPolicy.DELAYS);

    @Test
    void waitsLongerEachTimeUpToTenSeconds() {
        Duration shortWhile = Duration.ofSeconds(2);
        assertThat(policy.afterEnd(shortWhile)).contains(Duration.ofMillis(500));
        assertThat(policy.afterEnd(shortWhile)).contains(Duration.ofSeconds(1));
        assertThat(policy.afterEnd(shortWhile)).contains(Duration.ofSeconds(2));
        for (int i = 0; i < 100; i++) {
            policy.afterEnd(shortWhile);
        }
        assertThat(policy.afterEnd(shortWhile)).contains(Duration.ofSeconds(10));
    }

    @Test
    void countsAnewAfterServingForAWhile() {
        policy.afterEnd(Duration.ofSeconds(2));
        policy.afterEnd(Duration.ofSeconds(2));
        assertThat(policy.afterEnd(Duration.ofMinutes(1))).contains(Duration.ofMillis(500));
        assertThat(policy.afterEnd(Duration.ofSeconds(2))).contains(Duration.ofSeconds(1));
    }

    @Test
    void givesUpWhatDidNotGetReadyFiveTimesInARow() {
        for (int i = 0; i < 4; i++) {
            assertThat(policy.afterEnd(NEVER_READY)).isPresent();
        }
        assertThat(policy.afterEnd(NEVER_READY)).isEmpty();
    }

    @Test
    void startsInARowAreCountedAnewOnceItWasReady() {
        for (int i = 0; i < 4; i++) {
            policy.afterEnd(NEVER_READY);
        }
        policy.afterEnd(Duration.ofSeconds(1));
        for (int i = 0; i < 4; i++) {
            assertThat(policy.afterEnd(NEVER_READY)).isPresent();
        }
        assertThat(policy.afterEnd(NEVER_READY)).isEmpty();
    }
}
