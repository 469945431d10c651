package io.angelwire.domain.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Compares balances with the entries that have led to them, a stretch of the books at a time. Entries are numbered
 * within their account and currency and carry the balance that they led to, so a stretch is right if each follows from the
 * one before; and the last one's is the account's balance. One statement reads both, so what is written meanwhile
 * makes no difference.
 */
@ApplicationScoped
public class LedgerAudit {

    /** How many entries one call looks at, at most, and about as many balances. */
    public static final int LOOKED_AT = 5000;

    /** More differences than that in one stretch aren't told; there is something to look into anyway. */
    public static final int TOLD = 100;

    private static final String STRETCH = """
            with stretch as materialized (
                select account_id, currency, number, amount_minor, balance_minor from ledger_entries
                where (account_id, currency, number) >= (:account, :currency, :number)
                order by account_id, currency, number limit :most),
            balances as materialized (
                select account_id, currency, entries, balance_minor from ledger_balances
                where (account_id, currency) >= (:account, :currency)
                  and ((select count(*) from stretch) < :most or (account_id, currency) <=
                    (select account_id, currency from stretch order by account_id desc, currency desc limit 1))
                order by account_id, currency limit :most)
            select account_id, a.code, currency, s.number, s.amount_minor, s.balance_minor,
                b.entries, b.balance_minor as account_balance_minor
            from stretch s full join balances b using (account_id, currency)
            join ledger_accounts a on a.id = account_id
            order by account_id, currency, s.number
            """;

    private final EntityManager entities;

    LedgerAudit(EntityManager entities) {
        this.entities = entities;
    }

    /** The entry to go on with. */
    public record Place(UUID account, String currency, long number) {

        public static final Place BEGIN = new Place(new UUID(0, 0), "", 0);
    }

    /**
     * Something that isn't as it should be.
     *
     * @param entry the number of the entry; 0 for the account's balance
     */
    public record Difference(String account, String currency, long entry, String what) {}

    /**
     * @param looked how many entries were looked at
     * @param differences the first {@link #TOLD} of them
     * @param next null at the end of the books
     */
    public record Stretch(int looked, List<Difference> differences, Place next) {}

    /** An entry with its account's balance; or a balance without an entry, whose number is null then. */
    private record Row(
            Place place, String code, BigDecimal amount, BigDecimal balance, Long entries, BigDecimal accountBalance) {

        boolean isEntry() {
            return place.number() > 0;
        }

        boolean isOfAccount(Row other) {
            return other != null
                    && place.account().equals(other.place.account())
                    && place.currency().equals(other.place.currency());
        }

        Difference difference(long entry, String what) {
            return new Difference(code, place.currency(), entry, what);
        }
    }

    /** @param from where the stretch before has ended: that entry is looked at once more, by it the next is judged */
    @Transactional
    public Stretch check(Place from) {
        return check(from, LOOKED_AT);
    }

    Stretch check(Place from, int most) {
        List<Row> rows = rows(from, most);
        long looked = rows.stream().filter(Row::isEntry).count();
        boolean goesOn = looked == most;
        List<Difference> found = new ArrayList<>();
        Row before = null;
        for (Row row : rows) {
            if (before != null && !row.isOfAccount(before)) {
                compareEnd(before, found);
            }
            boolean known = before == null && row.place().equals(from);
            if (row.isEntry() && !known) {
                compareStep(row.isOfAccount(before) ? before : null, row, found);
            }
            before = row;
        }
        if (before != null && !goesOn) {
            compareEnd(before, found);
        }
        return new Stretch((int) looked, found.subList(0, Math.min(found.size(), TOLD)), goesOn ? last(rows) : null);
    }

    private static Place last(List<Row> rows) {
        return rows.stream()
                .filter(Row::isEntry)
                .reduce((first, second) -> second)
                .orElseThrow()
                .place();
    }

    /** @param before the account's entry before; null for its first one */
    private static void compareStep(Row before, Row row, List<Difference> found) {
        long number = before == null ? 1 : before.place().number() + 1;
        BigDecimal balance = before == null ? row.amount() : before.balance().add(row.amount());
        if (row.place().number() != number) {
            found.add(row.difference(row.place().number(), "the entry " + number + " is missing"));
        } else if (balance.compareTo(row.balance()) != 0) {
            found.add(row.difference(
                    number, "it leads to %s, not to %s".formatted(balance.toPlainString(), row.balance())));
        }
    }

    /** @param last the account's last entry, or its balance if it has none */
    private static void compareEnd(Row last, List<Difference> found) {
        if (!Objects.equals(last.entries(), last.place().number())) {
            found.add(last.difference(
                    0,
                    "it has counted %s entries of %d"
                            .formatted(last.entries(), last.place().number())));
        } else if (last.accountBalance().compareTo(last.isEntry() ? last.balance() : BigDecimal.ZERO) != 0) {
            found.add(last.difference(
                    0, "it is %s, and the last entry has led to %s".formatted(last.accountBalance(), last.balance())));
        }
    }

    @SuppressWarnings("unchecked")
    private List<Row> rows(Place from, int most) {
        List<Tuple> rows = entities.createNativeQuery(STRETCH, Tuple.class)
                .setParameter("account", from.account())
                .setParameter("currency", from.currency())
                .setParameter("number", from.number())
                .setParameter("most", most)
                .getResultList();
        return rows.stream()
                .map(row -> new Row(
                        new Place(
                                row.get("account_id", UUID.class),
                                row.get("currency", String.class),
                                row.get("number") == null ? 0 : row.get("number", Long.class)),
                        row.get("code", String.class),
                        row.get("amount_minor") == null
                                ? null
                                : BigDecimal.valueOf(row.get("amount_minor", Long.class)),
                        row.get("balance_minor", BigDecimal.class),
                        row.get("entries", Long.class),
                        row.get("account_balance_minor", BigDecimal.class)))
                .toList();
    }
}
