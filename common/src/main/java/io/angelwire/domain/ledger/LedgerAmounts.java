package io.angelwire.domain.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;

/** Reads what the books have in minor units; sums of entries may be larger than a {@code long} holds. */
final class LedgerAmounts {

    private LedgerAmounts() {}

    static BigMoney money(String currency, BigInteger minor) {
        return money(currency, new BigDecimal(minor));
    }

    static BigMoney money(String currency, BigDecimal minor) {
        CurrencyUnit unit = CurrencyUnit.of(currency);
        return BigMoney.of(unit, minor.movePointLeft(unit.getDecimalPlaces()));
    }
}
