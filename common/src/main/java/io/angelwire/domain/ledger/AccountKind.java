package io.angelwire.domain.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account is about: how its {@link AccountCode} begins. */
public enum AccountKind {
    /** What a payment provider owes us. */
    PROVIDER,
    /** What we hold for an investment. */
    ESCROW,
    /** What we owe a startup. */
    STARTUP;

    /** How the codes of this kind begin. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT) + ":";
    }

    /** @return empty for an account of no kind that is known here */
    public static Optional<AccountKind> of(String code) {
        return Arrays.stream(values())
                .filter(kind -> code.startsWith(kind.prefix()))
                .findFirst();
    }
}
