package io.angelwire.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.RoundingMode;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class LedgerTest {

    private static final Money AMOUNT = Money.of(CurrencyUnit.USD, 25_000);

    @Inject
    Ledger ledger;

    @Inject
    EntityManager entities;

    private final UUID id = UUID.randomUUID();
    private final String key = "payment:" + id;
    private final AccountCode clearing = AccountCode.providerClearing("test-" + id);
    private final AccountCode escrow = AccountCode.escrow(id);

    @Test
    void writesABalancedJournal() {
        assertThat(post(AMOUNT)).isTrue();

        assertThat(balance(clearing)).isEqualTo(AMOUNT);
        assertThat(balance(escrow)).isEqualTo(AMOUNT.negated());
    }

    @Test
    void writesTheSameJournalOnce() {
        post(AMOUNT);

        assertThat(post(AMOUNT)).isFalse();
        assertThat(balance(clearing)).isEqualTo(AMOUNT);
    }

    @Test
    void refusesAnotherJournalOfTheSameKey() {
        post(AMOUNT);

        assertThatThrownBy(() -> post(AMOUNT.plusMinor(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesPostingsThatDoNotBalanceInEachCurrency() {
        assertThatThrownBy(() -> inTransaction(() -> ledger.post(key, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> inTransaction(() -> ledger.post(
                        key,
                        List.of(
                                Posting.debit(clearing, AMOUNT),
                                Posting.credit(escrow, Money.of(CurrencyUnit.EUR, 25_000))))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Posting.debit(clearing, Money.zero(CurrencyUnit.USD)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesNothingWhenTheTransactionRollsBack() {
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    ledger.post(key, postings(AMOUNT));
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(balance(clearing).isZero()).isTrue();
    }

    @Test
    void refusesAnAccountTwiceInACurrency() {
        Money half = AMOUNT.dividedBy(2, RoundingMode.UNNECESSARY);

        assertThatThrownBy(() -> inTransaction(() -> ledger.post(
                        key,
                        List.of(
                                Posting.debit(clearing, AMOUNT),
                                Posting.credit(escrow, half),
                                Posting.credit(escrow, half)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesFromAnAccountNoMoreThanItHas() {
        post(AMOUNT);
        String refund = "refund:" + id;

        assertThatThrownBy(() -> inTransaction(() -> ledger.post(refund, back(AMOUNT.plusMinor(1)))))
                .isInstanceOf(OverdrawnException.class);
        assertThat(balance(escrow)).isEqualTo(AMOUNT.negated());

        assertThat((boolean) inTransaction(() -> ledger.post(refund, back(AMOUNT))))
                .isTrue();
        assertThat(balance(escrow).isZero()).isTrue();
        assertThat(balance(clearing).isZero()).isTrue();
        assertThatThrownBy(() -> inTransaction(() -> ledger.post(refund + "-again", back(AMOUNT))))
                .isInstanceOf(OverdrawnException.class);
    }

    @Test
    void keepsCurrenciesApart() {
        post(AMOUNT);

        assertThatThrownBy(() ->
                        inTransaction(() -> ledger.post("refund:" + id, back(Money.of(CurrencyUnit.of("KWD"), 1)))))
                .isInstanceOf(OverdrawnException.class);
        assertThat((Money) inTransaction(() -> ledger.balance(clearing, CurrencyUnit.JPY)))
                .isEqualTo(Money.zero(CurrencyUnit.JPY));
    }

    /** More than a long of minor units holds. */
    @Test
    void sumsOverflowNothing() {
        Money most = Money.ofMinor(CurrencyUnit.USD, Long.MAX_VALUE);
        inTransaction(() -> ledger.post(key, postings(most)));
        inTransaction(() -> ledger.post(key + "-2", postings(most)));

        assertThat(balance(clearing)).isEqualTo(most.plus(most));
    }

    @Test
    void databaseRefusesAJournalThatDoesNotSumToZero() {
        assertThatThrownBy(() -> sql(
                        "insert into ledger_journals (id, key) values ('%1$s', '%1$s')",
                        "insert into ledger_accounts (id, code) values ('%1$s', '%1$s')",
                        "insert into ledger_entries values (gen_random_uuid(), '%1$s', '%1$s', 100, 'USD')",
                        "insert into ledger_entries values (gen_random_uuid(), '%1$s', '%1$s', -100, 'EUR')"))
                .hasStackTraceContaining("does not sum to zero");
    }

    @Test
    void databaseRefusesAJournalWithoutEntries() {
        assertThatThrownBy(() -> sql("insert into ledger_journals (id, key) values ('%1$s', '%1$s')"))
                .hasStackTraceContaining("has no entries");
    }

    @Test
    void databaseRefusesFurtherEntriesToAWrittenJournal() {
        post(AMOUNT);

        assertThatThrownBy(() -> sql("""
                        insert into ledger_entries select gen_random_uuid(), journal_id, account_id, amount_minor, currency
                        from ledger_entries where journal_id = (select id from ledger_journals where key = 'payment:%1$s')
                        """)).hasStackTraceContaining("is closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_entries set amount_minor = 1",
                "delete from ledger_entries",
                "truncate ledger_entries",
                "update ledger_journals set key = 'x'",
                "delete from ledger_journals",
                "truncate ledger_journals cascade",
                "update ledger_accounts set code = 'x'",
                "delete from ledger_accounts",
                "truncate ledger_accounts cascade",
                "update ledger_balances set balance_minor = 0",
                "insert into ledger_balances select id, 'EUR', null, 1 from ledger_accounts limit 1",
                "delete from ledger_balances",
                "truncate ledger_balances",
            })
    void databaseRefusesChanges(String statement) {
        post(AMOUNT);

        assertThatThrownBy(() -> sql(statement))
                .satisfiesAnyOf(
                        refused -> assertThat(refused).hasStackTraceContaining("the ledger is immutable"),
                        refused -> assertThat(refused).hasStackTraceContaining("balances follow from entries"));
    }

    private boolean post(Money amount) {
        return inTransaction(() -> ledger.post(key, postings(amount)));
    }

    private List<Posting> postings(Money amount) {
        return List.of(Posting.debit(clearing, amount), Posting.credit(escrow, amount));
    }

    private List<Posting> back(Money amount) {
        return List.of(Posting.debit(escrow, amount), Posting.credit(clearing, amount));
    }

    private Money balance(AccountCode account) {
        return inTransaction(() -> ledger.balance(account, CurrencyUnit.USD));
    }

    private void sql(String... statements) {
        inTransaction(() -> {
            for (String statement : statements) {
                entities.createNativeQuery(statement.formatted(id)).executeUpdate();
            }
            return null;
        });
    }

    private static <T> T inTransaction(java.util.concurrent.Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
