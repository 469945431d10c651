package io.angelwire.domain.money;

import io.angelwire.domain.money.InvalidAmountException.Reason;
import java.math.BigDecimal;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** Reads money from what clients and jobs write: a decimal number of major units and an ISO 4217 code. */
public final class AmountParser {

    /** The largest amount, in major units. Its minor units fit a {@code long} several hundred times over. */
    public static final BigDecimal MAXIMUM = new BigDecimal("1000000000000");

    private AmountParser() {}

    /**
     * Takes constant time whatever the exponent: {@code 1e1000000} is compared, never expanded.
     *
     * @throws InvalidAmountException if it isn't more than zero and at most {@link #MAXIMUM}, has more decimals than the
     *     currency (zeros at the end don't count), or if the code is unknown or has no minor unit (gold, test codes)
     */
    public static Money parse(BigDecimal amount, String currencyCode) {
        CurrencyUnit currency = currency(currencyCode);
        if (amount.signum() <= 0) {
            throw new InvalidAmountException(Reason.NOT_POSITIVE);
        }
        if (amount.compareTo(MAXIMUM) > 0) {
            throw new InvalidAmountException(Reason.TOO_LARGE);
        }
        BigDecimal exact = amount.stripTrailingZeros();
        if (exact.scale() > currency.getDecimalPlaces()) {
            throw new InvalidAmountException(Reason.TOO_PRECISE);
        }
        return Money.of(currency, exact);
    }

    /** @throws InvalidAmountException if the code is unknown or has no minor unit */
    public static CurrencyUnit currency(String code) {
        try {
            CurrencyUnit currency = CurrencyUnit.of(code);
            if (currency.isPseudoCurrency()) {
                throw new InvalidAmountException(Reason.UNKNOWN_CURRENCY);
            }
            return currency;
        } catch (IllegalCurrencyException unknown) {
            throw new InvalidAmountException(Reason.UNKNOWN_CURRENCY);
        }
    }
}
