package io.angelwire.domain.ledger;

import io.angelwire.job.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The books: double entry, written once, never changed. The database holds the rules too (see the migration), so that no
 * other way of writing gets around them.
 */
@ApplicationScoped
public class Ledger {

    private static final String INSERT_JOURNAL =
            "insert into ledger_journals (id, key) values (:id, :key) on conflict (key) do nothing";

    private static final String INSERT_ACCOUNT =
            "insert into ledger_accounts (id, code) values (:id, :code) on conflict (code) do nothing";

    private static final String BALANCE = """
            select coalesce(sum(e.amountMinor), 0) from LedgerEntry e
            where e.account.code = :code and e.currency = :currency
            """;

    private final EntityManager entities;

    Ledger(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Writes a journal in the caller's transaction. The same journal again changes nothing.
     *
     * @param journalKey what the journal records, {@code payment:<id>} for instance
     * @param postings sum to zero in each currency
     * @return whether this call wrote it
     * @throws IllegalArgumentException if the postings don't balance
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
        postings.forEach(posting -> write(journal, posting));
        entities.flush();
        return true;
    }

    /** What an account's entries sum to: more than zero where debits prevail. */
    public Money balance(AccountCode account, CurrencyUnit currency) {
        long minor = entities.createQuery(BALANCE, Long.class)
                .setParameter("code", account.value())
                .setParameter("currency", currency.getCode())
                .getSingleResult();
        return Money.ofMinor(currency, minor);
    }

    private void write(LedgerJournal journal, Posting posting) {
        entities.createNativeQuery(INSERT_ACCOUNT)
                .setParameter("id", Ids.newId())
                .setParameter("code", posting.account().value())
                .executeUpdate();
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
