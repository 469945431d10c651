package io.angelwire.domain.money;

import java.util.Locale;
import org.joda.money.Money;
import org.joda.money.format.MoneyFormatter;
import org.joda.money.format.MoneyFormatterBuilder;

/** Writes money for people to read: {@code $25,000.00}, {@code ¥25,000}, {@code KWD 25,000.000}. */
public final class MoneyFormat {

    private static final MoneyFormatter SYMBOL = new MoneyFormatterBuilder()
            .appendCurrencySymbolLocalized()
            .appendAmountLocalized()
            .toFormatter(Locale.US);

    private static final MoneyFormatter CODE = new MoneyFormatterBuilder()
            .appendCurrencyCode()
            // Not to be broken over two lines.
            .appendLiteral("\u00a0")
            .appendAmountLocalized()
            .toFormatter(Locale.US);

    private MoneyFormat() {}

    public static String english(Money money) {
        String symbol = money.getCurrencyUnit().getSymbol(Locale.US);
        return (symbol.equals(money.getCurrencyUnit().getCode()) ? CODE : SYMBOL).print(money);
    }
}
