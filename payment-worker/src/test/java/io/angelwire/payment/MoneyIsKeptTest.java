package io.angelwire.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.investment.EscrowWorkflow;
import io.angelwire.domain.investment.InvestmentStateException;
import io.angelwire.domain.investment.InvestmentWorkflow;
import io.angelwire.domain.payment.PaymentJob;
import io.angelwire.domain.payment.PaymentJobData;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.payment.RefundJobData;
import io.angelwire.domain.payment.ReleaseJobData;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.PermanentJobException;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pays, cancels, refunds and releases at random, from several threads at once, with workers that die in between and
 * refunds that are declined; then compares the books with the provider's. Another run of the same operations (their
 * interleaving differs): {@code -Dangelwire.money.seed=<n>}.
 */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class MoneyIsKeptTest {

    private static final int THREADS = 6;
    private static final int INVESTMENTS = 80;
    private static final int OPERATIONS = 2000;

    /** Of the last digits that the sandbox knows: declined, refund declined, and nothing in particular. */
    private static final int[] MAJOR = {402, 403, 1, 77, 9999, 12345};

    @Inject
    PaymentJobHandler handler;

    @Inject
    InvestmentWorkflow investments;

    @Inject
    EscrowWorkflow escrow;

    @Inject
    FaultyProvider provider;

    @Inject
    SentRecord sent;

    @Inject
    CircuitBreakerMaintenance circuits;

    @Inject
    DataSource database;

    private final Person admin = Investing.person(Role.ADMIN);
    private final List<Invested> all = new ArrayList<>();

    private record Invested(UUID id, Money amount) {}

    @BeforeEach
    void workersStay() {
        circuits.resetAll();
        provider.dieAt(null);
        sent.liveOn();
        sent.sendNothing();
    }

    @AfterEach
    void workersGoOn() {
        provider.dieAt(null);
        sent.liveOn();
    }

    @Test
    void whateverIsDoneAtOnceNoMoneyIsMadeOrLost() throws Exception {
        long seed = Long.getLong("angelwire.money.seed", System.nanoTime());
        try {
            invest(new Random(seed));
            operate(seed);
            finish();
            assertBooks();
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("seed " + seed + ": -Dangelwire.money.seed=" + seed, failure);
        }
    }

    private void invest(Random random) {
        List<CurrencyUnit> currencies = List.of(CurrencyUnit.USD, CurrencyUnit.JPY, CurrencyUnit.of("KWD"));
        Person investor = Investing.person(Role.INVESTOR);
        Person founder = Investing.person(Role.FOUNDER);
        List<UUID> pitches = currencies.stream()
                .map(currency -> Investing.pitch(founder, PitchStatus.PUBLISHED, currency))
                .toList();
        for (int i = 0; i < INVESTMENTS; i++) {
            int currency = random.nextInt(currencies.size());
            Money amount = Money.ofMajor(currencies.get(currency), MAJOR[random.nextInt(MAJOR.length)]);
            all.add(new Invested(Investing.investment(investor, pitches.get(currency), amount), amount));
        }
    }

    private void operate(long seed) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CompletableFuture.allOf(IntStream.range(0, THREADS)
                            .mapToObj(thread -> CompletableFuture.runAsync(
                                    () -> operate(new Random(seed + thread), OPERATIONS / THREADS), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdownNow();
        }
    }

    private void operate(Random random, int operations) {
        for (int i = 0; i < operations; i++) {
            // Few at a time, so that threads meet at the same one.
            int reached = Math.min(all.size() - 1, all.size() * i / operations);
            Invested invested = all.get(Math.max(0, reached - random.nextInt(4)));
            if (random.nextInt(20) == 0) {
                provider.dieAt(FaultyProvider.Death.values()[random.nextInt(FaultyProvider.Death.values().length)]);
            }
            int operation = random.nextInt(20);
            attempt(() -> {
                if (operation == 0) {
                    investments.cancel(invested.id());
                } else if (operation < 8) {
                    pay(invested);
                } else if (operation < 11) {
                    escrow.requestRefund(invested.id(), admin.id());
                } else if (operation < 13) {
                    escrow.requestRelease(invested.id());
                } else if (operation < 17) {
                    refund(invested);
                } else {
                    release(invested);
                }
            });
        }
    }

    /** Runs what is under way to its end, as the queue does. */
    private void finish() {
        provider.dieAt(null);
        for (Invested invested : all) {
            attempt(() -> pay(invested));
            attempt(() -> refund(invested));
            attempt(() -> release(invested));
        }
    }

    /** What is refused, and what a worker doesn't survive, is part of it; anything else isn't. */
    private static void attempt(Runnable operation) {
        try {
            operation.run();
        } catch (InvestmentStateException | PermanentJobException | SimulatedDeath expected) {
            // The books tell.
        }
    }

    private void pay(Invested invested) {
        run(
                PaymentJobData.JOB_NAME,
                new PaymentJobData(
                        invested.id(),
                        invested.amount().getAmount(),
                        invested.amount().getCurrencyUnit().getCode(),
                        PaymentMethod.BANK_TRANSFER,
                        null));
    }

    private void refund(Invested invested) {
        for (String id : texts("select id from refunds where investment_id = '%s'".formatted(invested.id()))) {
            run(RefundJobData.JOB_NAME, new RefundJobData(UUID.fromString(id), invested.id()));
        }
    }

    private void release(Invested invested) {
        run(ReleaseJobData.JOB_NAME, new ReleaseJobData(invested.id()));
    }

    private void run(String name, PaymentJob data) {
        handler.handle(new RunningJob<>(QueueName.PAYMENTS, "job", name, data, 1, 3));
    }

    private void assertBooks() {
        assertNone("journals that don't sum to zero", """
                select journal_id from ledger_entries group by journal_id, currency having sum(amount_minor) <> 0""");
        assertNone("balances that aren't their entries' sum", """
                select account_id from (select account_id, currency, sum(amount_minor) total from ledger_entries
                    group by account_id, currency) e
                full join ledger_balances b using (account_id, currency)
                where b.balance_minor is distinct from e.total""");
        assertNone("accounts that are overdrawn", """
                select code from ledger_balances b join ledger_accounts a on a.id = b.account_id
                where a.code like 'provider:%' and balance_minor < 0 or a.code not like 'provider:%' and balance_minor > 0
                    and a.normal_side is not null""");
        assertNone("investments whose escrow isn't what their status says", """
                select i.id from investments i
                left join ledger_accounts a on a.code = 'escrow:investment:' || i.id
                left join ledger_balances b on b.account_id = a.id
                where i.id in (%s) and coalesce(-b.balance_minor, 0)
                    <> case when i.status = 'COMPLETED' then i.amount_minor else 0 end""".formatted(ids()));
        assertNone("investments that are not at an end", """
                select id from investments where id in (%s)
                and status not in ('COMPLETED', 'REFUNDED', 'RELEASED', 'CANCELLED', 'FAILED')""".formatted(ids()));
        assertNone("investments where we and the provider differ", """
                select i.id from investments i
                left join payments p on p.investment_id = i.id
                where i.id in (%s) and (i.status in ('COMPLETED', 'REFUNDED', 'RELEASED')) <> exists (
                    select from sandbox_charges c where c.idempotency_key = p.id and c.status = 'SUCCEEDED')
                or i.id in (%1$s) and (i.status = 'REFUNDED') <> exists (
                    select from sandbox_refunds r where r.charge_id = p.provider_charge_id and r.status = 'SUCCEEDED')""".replace("(%s)", "(%1$s)")
                .formatted(ids()));
        assertNone("payments given back or on more than once", """
                select p.id from payments p where p.investment_id in (%s) and
                    (select count(*) from ledger_journals j join refunds r on j.key = 'refund:' || r.id
                        where r.payment_id = p.id)
                    + (select count(*) from ledger_journals j where j.key = 'release:' || p.investment_id) > 1""".formatted(ids()));
        assertThat(texts("select distinct status from investments where id in (%s)".formatted(ids())))
                .as("all ways to end came about")
                .contains("REFUNDED", "RELEASED", "CANCELLED", "FAILED");
    }

    private void assertNone(String what, String query) {
        assertThat(texts(query)).as(what).isEmpty();
    }

    private String ids() {
        return String.join(
                ", ", all.stream().map(invested -> "'" + invested.id() + "'").toList());
    }

    private List<String> texts(String query) {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
