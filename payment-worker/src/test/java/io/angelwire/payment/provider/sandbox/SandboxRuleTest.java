package io.angelwire.payment.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.payment.provider.sandbox.SandboxRule.Ending;
import java.time.Duration;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxRuleTest {

    @ParameterizedTest
    @CsvSource({
        "USD 25000,     SUCCEEDS,      0, 0, false",
        "USD 402,       DECLINED,      0, 0, false",
        "USD 10402.99,  DECLINED,      0, 0, false",
        "JPY 10402,     DECLINED,      0, 0, false",
        "USD 1402,      SUCCEEDS,      0, 0, false",
        "USD 30202,     SETTLES_LATER, 0, 0, false",
        "USD 12503,     SUCCEEDS,      2, 0, false",
        "USD 10503,     SUCCEEDS,      0, 0, false",
        "USD 9503,      SUCCEEDS,      9, 0, false",
        "USD 7408,      SUCCEEDS,      0, 7, false",
        "USD 12407,     SUCCEEDS,      0, 2, true",
        "USD 4.02,      SUCCEEDS,      0, 0, false",
    })
    void followsTheLastFourDigitsOfTheMajorUnits(
            Money amount, Ending ending, int unavailableCalls, int seconds, boolean alwaysLate) {
        assertThat(SandboxRule.of(amount))
                .isEqualTo(new SandboxRule(ending, unavailableCalls, Duration.ofSeconds(seconds), alwaysLate));
    }
}
