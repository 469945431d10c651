package io.angelwire.domain.ledger;

import java.time.Instant;
import java.util.List;
import org.joda.money.BigMoney;

/** An account, and what its entries sum to in each currency. */
public record AccountBalances(String code, Instant createdAt, List<Balance> balances) {

    public AccountBalances {
        balances = List.copyOf(balances);
    }

    /**
     * @param amount more than zero where debits prevail
     * @param entries how many have led to it
     */
    public record Balance(BigMoney amount, long entries) {}
}
