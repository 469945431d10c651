package io.angelwire.domain.money;

import java.util.Locale;
import org.joda.money.Money;
import org.joda.money.format.MoneyFormatter;
import org.joda.money.format.MoneyFormatterBuilder;

/** Writes money for people to read: {@code $25,000.00}. */
public final class MoneyFormat {

    private static final MoneyFormatter ENGLISH = new MoneyFormatterBuilder()
            .appendCurrencySymbolLocalized()
            .appendAmountLocalized()
            .toFormatter(Locale.US);

    private MoneyFormat() {}

    public static String english(Money money) {
        return ENGLISH.print(money);
    }
}
