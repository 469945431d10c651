package io.angelwire.domain.ledger;

import java.util.UUID;

/**
 * The name of a ledger account. Accounts come into being with their first entry. None of those named here is ever
 * overdrawn: the database tells by the beginning of the name on which side the balance has to lie.
 */
public record AccountCode(String value) {

    private static final int LONGEST = 100;

    public AccountCode {
        if (value == null || value.isBlank() || value.length() > LONGEST) {
            throw new IllegalArgumentException("not an account code (1 to " + LONGEST + " characters): " + value);
        }
    }

    /** What a payment provider owes us: debited when it takes a payment, credited when it gives one back. */
    public static AccountCode providerClearing(String provider) {
        return new AccountCode("provider:" + provider + ":clearing");
    }

    /** What we hold for an investment: credited when it is paid, debited when it is refunded or released. */
    public static AccountCode escrow(UUID investmentId) {
        return new AccountCode("escrow:investment:" + investmentId);
    }

    /** What we owe a startup: credited when the escrow of an investment in it is released. */
    public static AccountCode payable(UUID startupId) {
        return new AccountCode("startup:" + startupId + ":payable");
    }

    @Override
    public String toString() {
        return value;
    }
}
