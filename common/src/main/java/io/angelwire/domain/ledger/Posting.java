package io.angelwire.domain.ledger;

import org.joda.money.Money;

/**
 * One line of a journal.
 *
 * @param amount more than zero debits the account, less than zero credits it; never zero
 */
public record Posting(AccountCode account, Money amount) {

    public Posting {
        if (amount.isZero()) {
            throw new IllegalArgumentException("a posting of nothing to " + account);
        }
    }

    /** @param amount more than zero */
    public static Posting debit(AccountCode account, Money amount) {
        return new Posting(account, positive(amount));
    }

    /** @param amount more than zero */
    public static Posting credit(AccountCode account, Money amount) {
        return new Posting(account, positive(amount).negated());
    }

    private static Money positive(Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a debit or credit of " + amount);
        }
        return amount;
    }
}
