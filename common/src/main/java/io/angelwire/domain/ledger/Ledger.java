package io.angelwire.domain.ledger;

import io.angelwire.job.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The books: double entry, written once, never changed. The database holds the rules too (see the migrations), so that
 * no other way of writing gets around them.
 *
 * <p>Each account has a balance in each currency, which the database adds an entry to when it is written. The balance's
 * row stays locked until the transaction ends, so post last: whoever pays over the same provider waits for it.
 */
@ApplicationScoped
public class Ledger {

    private static final String INSERT_JOURNAL =
            "insert into ledger_journals (id, key) values (:id, :key) on conflict (key) do nothing";

    private static final String INSERT_ACCOUNT =
            "insert into ledger_accounts (id, code) values (:id, :code) on conflict (code) do nothing";

    private static final String BALANCE = """
            select b.balance_minor from ledger_balances b join ledger_accounts a on a.id = b.account_id
            where a.code = :code and b.currency = :currency
            """;

    private static final String NOT_OVERDRAWN = "ledger_balances_not_overdrawn";

    /** All transactions lock balances in this order, so none waits for one that waits for it. */
    private static final Comparator<Posting> LOCK_ORDER = Comparator.comparing(
                    (Posting posting) -> posting.account().value())
            .thenComparing(posting -> posting.amount().getCurrencyUnit());

    private final EntityManager entities;

    Ledger(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Writes a journal in the caller's transaction. The same journal again changes nothing.
     *
     * @param journalKey what the journal records, {@code payment:<id>} for instance
     * @param postings sum to zero in each currency; one for each account and currency
     * @return whether this call wrote it
     * @throws IllegalArgumentException if the postings don't balance
     * @throws OverdrawnException if an account hasn't what is to be taken from it
     * @throws IllegalStateException if the key stands for a journal with other postings
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean post(String journalKey, List<Posting> postings) {
        requireBalance(journalKey, postings);
        int inserted = entities.createNativeQuery(INSERT_JOURNAL)
                .setParameter("id", Ids.newId())
                .setParameter("key", journalKey)
                .executeUpdate();
        LedgerJournal journal = LedgerJournal.ofKey(journalKey).orElseThrow();
        if (inserted == 0) {
            requireSame(journal, postings);
            return false;
        }
        List<Posting> ordered = postings.stream().sorted(LOCK_ORDER).toList();
        ordered.forEach(posting -> open(posting.account()));
        ordered.forEach(posting -> write(journal, posting));
        try {
            entities.flush();
        } catch (ConstraintViolationException e) {
            if (NOT_OVERDRAWN.equals(e.getConstraintName())) {
                throw new OverdrawnException(journalKey, e);
            }
            throw e;
        }
        return true;
    }

    /** What an account's entries sum to: more than zero where debits prevail. */
    public Money balance(AccountCode account, CurrencyUnit currency) {
        List<?> found = entities.createNativeQuery(BALANCE)
                .setParameter("code", account.value())
                .setParameter("currency", currency.getCode())
                .getResultList();
        return found.isEmpty()
                ? Money.zero(currency)
                : Money.of(currency, ((BigDecimal) found.get(0)).movePointLeft(currency.getDecimalPlaces()));
    }

    private void open(AccountCode account) {
        entities.createNativeQuery(INSERT_ACCOUNT)
                .setParameter("id", Ids.newId())
                .setParameter("code", account.value())
                .executeUpdate();
    }

    private void write(LedgerJournal journal, Posting posting) {
        LedgerEntry entry = new LedgerEntry();
        entry.id = Ids.newId();
        entry.journal = journal;
        entry.account = LedgerAccount.ofCode(posting.account()).orElseThrow();
        entry.amountMinor = posting.amount().getAmountMinorLong();
        entry.currency = posting.amount().getCurrencyUnit().getCode();
        entry.persist();
    }

    private static void requireBalance(String journalKey, List<Posting> postings) {
        Map<CurrencyUnit, Money> sums = postings.stream()
                .map(Posting::amount)
                .collect(Collectors.toMap(Money::getCurrencyUnit, amount -> amount, Money::plus));
        if (sums.isEmpty() || !sums.values().stream().allMatch(Money::isZero)) {
            throw new IllegalArgumentException("the journal " + journalKey + " does not sum to zero: " + sums.values());
        }
        long lines = postings.stream()
                .map(posting -> posting.account() + " " + posting.amount().getCurrencyUnit())
                .distinct()
                .count();
        if (lines != postings.size()) {
            throw new IllegalArgumentException("the journal " + journalKey + " has an account twice in a currency");
        }
    }

    private static void requireSame(LedgerJournal journal, List<Posting> postings) {
        if (!counted(journal.entries.stream().map(LedgerEntry::posting)).equals(counted(postings.stream()))) {
            throw new IllegalStateException("the journal " + journal.key + " was written with other postings");
        }
    }

    private static Map<Posting, Long> counted(Stream<Posting> postings) {
        return postings.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
