package io.angelwire.domain.ledger;

import io.angelwire.domain.ledger.AccountBalances.Balance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The accounts of the books, in the order of their codes. A request looks at a bounded number of them. */
@ApplicationScoped
public class LedgerAccounts {

    /** How many accounts one call looks at, at most. */
    static final int LOOKED_AT = 1000;

    private static final String LIST = """
            with looked as (
                select id, code, created_at from ledger_accounts
                where code collate "C" > :after and code collate "C" >= :first and code collate "C" < :end
                order by code collate "C" limit :most)
            select l.code, l.created_at, b.currency, b.balance_minor, b.entries
            from looked l
            left join ledger_balances b on b.account_id = l.id and (:currency = '' or b.currency = :currency)
            order by l.code collate "C", b.currency
            """;

    private final EntityManager entities;

    LedgerAccounts(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Some neighbouring accounts.
     *
     * @param next the code after which to go on; empty at the end. There may be more although none was found.
     */
    public record Found(List<AccountBalances> accounts, String next) {}

    /**
     * @param kind null for all
     * @param currency only balances in it, and accounts that have one; null for all
     * @param after the code after which to begin; empty for the first
     */
    @Transactional
    public Found list(AccountKind kind, String currency, String after, int limit) {
        int most = currency == null ? limit + 1 : LOOKED_AT;
        Map<String, AccountBalances> looked = new LinkedHashMap<>();
        for (Tuple row : rows(kind, currency, after, most)) {
            String code = row.get("code", String.class);
            AccountBalances before = looked.get(code);
            List<Balance> balances = before == null ? new ArrayList<>() : new ArrayList<>(before.balances());
            if (row.get("currency") != null) {
                balances.add(new Balance(
                        LedgerAmounts.money(
                                row.get("currency", String.class), row.get("balance_minor", BigDecimal.class)),
                        row.get("entries", Long.class)));
            }
            looked.put(code, new AccountBalances(code, row.get("created_at", Instant.class), balances));
        }
        List<AccountBalances> found = new ArrayList<>();
        String last = "";
        for (AccountBalances account : looked.values()) {
            if (found.size() == limit) {
                return new Found(found, last);
            }
            last = account.code();
            if (currency == null || !account.balances().isEmpty()) {
                found.add(account);
            }
        }
        return new Found(found, looked.size() < most ? "" : last);
    }

    @SuppressWarnings("unchecked")
    private List<Tuple> rows(AccountKind kind, String currency, String after, int most) {
        return entities.createNativeQuery(LIST, Tuple.class)
                .setParameter("after", after)
                .setParameter("first", kind == null ? "" : kind.prefix())
                // The character that follows the colon; a code has none that is greater than a tilde.
                .setParameter("end", kind == null ? "~" : kind.prefix().replace(':', ';'))
                .setParameter("currency", currency == null ? "" : currency)
                .setParameter("most", most)
                .getResultList();
    }
}
