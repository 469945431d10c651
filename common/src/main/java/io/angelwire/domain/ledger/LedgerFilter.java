package io.angelwire.domain.ledger;

import java.time.Instant;

/**
 * Which journals are wanted: those with an entry that is as this says.
 *
 * @param account null for any
 * @param kind of the entry's account; null for any
 * @param currency ISO 4217 code; null for any
 * @param from at this time or later; null for any
 * @param to before this time; null for any
 */
public record LedgerFilter(AccountCode account, AccountKind kind, String currency, Instant from, Instant to) {

    /** Whether more than account and time decide, so that journals have to be looked at that aren't wanted. */
    boolean looksInside() {
        return kind != null || currency != null;
    }
}
