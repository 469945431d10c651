package io.angelwire.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.angelwire.domain.ledger.LedgerAudit.Difference;
import io.angelwire.domain.ledger.LedgerAudit.Place;
import io.angelwire.domain.ledger.LedgerAudit.Stretch;
import io.angelwire.job.Ids;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Mistakes are made past the triggers, as only somebody with the database's own rights could, and taken back. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class LedgerAuditTest {

    private static final Money AMOUNT = Money.of(CurrencyUnit.USD, 10);

    @Inject
    Ledger ledger;

    @Inject
    LedgerAudit audit;

    @Inject
    EntityManager entities;

    private final AccountCode clearing = AccountCode.providerClearing("audit-" + UUID.randomUUID());

    @Test
    void findsNothingHoweverLongTheStretchesAre() {
        postAtOnce(6);

        for (int most : List.of(2, 3, 7, LedgerAudit.LOOKED_AT)) {
            assertThat(QuarkusTransaction.requiringNew().call(() -> differences(most)))
                    .isEmpty();
        }
        assertThat(numbers()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void findsAnEntryThatWasChanged() {
        postAtOnce(4);
        mistake("update ledger_entries set amount_minor = amount_minor + 1 where number = 2 and account_id = "
                + account());
    }

    @Test
    void findsAnEntryThatIsMissing() {
        postAtOnce(4);
        mistake("delete from ledger_entries where number = 3 and account_id = " + account());
        mistake("delete from ledger_entries where number = 4 and account_id = " + account());
    }

    @Test
    void findsABalanceThatWasChanged() {
        postAtOnce(4);
        mistake("update ledger_balances set balance_minor = balance_minor + 1 where account_id = " + account());
        mistake("delete from ledger_entries where account_id = " + account());
        mistake("delete from ledger_balances where account_id = " + account());
    }

    /** The trigger has counted what was not inserted then. */
    @Test
    void databaseRefusesAnEntryThatIsCountedAndNotWritten() {
        post();

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    sql("insert into ledger_journals (id, key) values ('%1$s', '%1$s')".formatted(Ids.newId()));
                    copyEntries("gen_random_uuid()");
                    copyEntries("e.id");
                }))
                .hasStackTraceContaining("is not its last entry's");
    }

    /** Of the account's first journal, into that of the present transaction. */
    private void copyEntries(String id) {
        sql("""
                insert into ledger_entries (id, journal_id, account_id, amount_minor, currency)
                select %s, j.id, e.account_id, e.amount_minor, e.currency from ledger_entries e, ledger_journals j
                where j.transaction_id = pg_current_xact_id() and e.journal_id =
                    (select journal_id from ledger_entries where number = 1 and account_id = %s)
                on conflict (id) do nothing""".formatted(id, account()));
    }

    private void mistake(String statement) {
        for (int most : List.of(2, 3, LedgerAudit.LOOKED_AT)) {
            List<Difference> found;
            QuarkusTransaction.begin();
            try {
                sql("set local session_replication_role = replica");
                sql(statement);
                found = differences(most);
            } finally {
                QuarkusTransaction.rollback();
            }
            assertThat(found)
                    .as("%s in stretches of %d", statement, most)
                    .isNotEmpty()
                    .extracting(Difference::account, Difference::currency)
                    .containsOnly(tuple(clearing.value(), "USD"));
        }
    }

    /** In stretches, each going on where the one before has ended. */
    private List<Difference> differences(int most) {
        List<Difference> found = new ArrayList<>();
        Place from = Place.BEGIN;
        while (from != null) {
            Stretch stretch = audit.check(from, most);
            assertThat(stretch.looked()).isLessThanOrEqualTo(most);
            found.addAll(stretch.differences());
            from = stretch.next();
        }
        return found;
    }

    private void postAtOnce(int journals) {
        CompletableFuture.allOf(IntStream.range(0, journals)
                        .mapToObj(i -> CompletableFuture.runAsync(this::post))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void post() {
        UUID investment = Ids.newId();
        QuarkusTransaction.requiringNew()
                .run(() -> ledger.post(
                        "test:" + investment,
                        List.of(
                                Posting.debit(clearing, AMOUNT),
                                Posting.credit(AccountCode.escrow(investment), AMOUNT))));
    }

    @SuppressWarnings("unchecked")
    private List<Long> numbers() {
        String query = "select number from ledger_entries where account_id = " + account() + " order by number";
        return QuarkusTransaction.requiringNew()
                .call(() -> entities.createNativeQuery(query, Long.class).getResultList());
    }

    private String account() {
        return "(select id from ledger_accounts where code = '" + clearing + "')";
    }

    private void sql(String statement) {
        entities.createNativeQuery(statement).executeUpdate();
    }
}
