package io.angelwire.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.domain.money.InvalidAmountException.Reason;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountParserTest {

    @ParameterizedTest
    @CsvSource({
        "25000, USD, 2500000",
        "25000.5, USD, 2500050",
        "25000.50, EUR, 2500050",
        "0.01, USD, 1",
        "2.5e4, USD, 2500000",
        "100, JPY, 100",
        "100.00, JPY, 100",
        "1.234, KWD, 1234",
        "1.2340000, BHD, 1234",
        "1000000000000, USD, 100000000000000"
    })
    void readsMinorUnitsByTheCurrencysExponent(BigDecimal amount, String currency, long minor) {
        assertThat(AmountParser.parse(amount, currency).getAmountMinorLong()).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({
        "0, USD, NOT_POSITIVE",
        "0.000, USD, NOT_POSITIVE",
        "0e1000000, USD, NOT_POSITIVE",
        "-1, USD, NOT_POSITIVE",
        "-1e1000000, USD, NOT_POSITIVE",
        "0.001, USD, TOO_PRECISE",
        "1e-1000000, USD, TOO_PRECISE",
        "1.5, JPY, TOO_PRECISE",
        "1.2345, KWD, TOO_PRECISE",
        "1000000000000.01, USD, TOO_LARGE",
        "92233720368547758.08, USD, TOO_LARGE",
        "1e1000000, USD, TOO_LARGE",
        "1, XXX, UNKNOWN_CURRENCY",
        "1, XAU, UNKNOWN_CURRENCY",
        "1, XTS, UNKNOWN_CURRENCY",
        "1, usd, UNKNOWN_CURRENCY",
        "1, USDT, UNKNOWN_CURRENCY",
        "1, '', UNKNOWN_CURRENCY",
        "-1, ZZZ, UNKNOWN_CURRENCY"
    })
    @Timeout(2)
    void refusesWhatIsNoMoneyWithItsOwnReason(BigDecimal amount, String currency, Reason reason) {
        assertThatThrownBy(() -> AmountParser.parse(amount, currency))
                .isInstanceOfSatisfying(
                        InvalidAmountException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void writesMoneyForPeople() {
        assertThat(MoneyFormat.english(AmountParser.parse(new BigDecimal("25000"), "USD")))
                .isEqualTo("$25,000.00");
        assertThat(MoneyFormat.english(AmountParser.parse(new BigDecimal("100"), "JPY")))
                .isEqualTo("¥100");
        assertThat(MoneyFormat.english(AmountParser.parse(new BigDecimal("1234.5"), "KWD")))
                .isEqualTo("KWD\u00a01,234.500");
        assertThat(MoneyFormat.english(AmountParser.parse(new BigDecimal("25000"), "EUR")))
                .isEqualTo("€25,000.00");
    }
}
