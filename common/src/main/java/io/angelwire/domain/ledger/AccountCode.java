package io.angelwire.domain.ledger;

import java.util.UUID;

/** The name of a ledger account. Accounts come into being with their first entry. */
public record AccountCode(String value) {

    private static final int LONGEST = 100;

    public AccountCode {
        if (value == null || value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("not an account code (1 to " + LONGEST + " characters): " + value);
        }
    }

    /** What a payment provider owes us: debited when it takes a payment. */
    public static AccountCode providerClearing(String provider) {
        return new AccountCode("provider:" + provider + ":clearing");
    }

    /** What we hold for an investment: credited when it is paid. */
    public static AccountCode escrow(UUID investmentId) {
        return new AccountCode("escrow:investment:" + investmentId);
    }

    @Override
    public String toString() {
        return value;
    }
}
