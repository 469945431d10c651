package io.angelwire.payment.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.payment.provider.sandbox.SandboxRule.Ending;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxRefundRuleTest {

    @ParameterizedTest
    @CsvSource({
        "USD 25000,    SUCCEEDS,      0",
        "USD 10403.99, DECLINED,      0",
        "JPY 403,      DECLINED,      0",
        "USD 1403,     SUCCEEDS,      0",
        "KWD 20203,    SETTLES_LATER, 0",
        "USD 12504,    SUCCEEDS,      2",
        "USD 504,      SUCCEEDS,      0",
    })
    void followsTheLastFourDigitsOfTheMajorUnitsAndChargesThemAll(Money amount, Ending ending, int unavailableCalls) {
        assertThat(SandboxRefundRule.of(amount)).isEqualTo(new SandboxRefundRule(ending, unavailableCalls));
        assertThat(SandboxRule.of(amount).ending()).isEqualTo(Ending.SUCCEEDS);
    }
}
