package io.angelwire.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.domain.investment.EscrowWorkflow;
import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.investment.InvestmentStateException;
import io.angelwire.domain.investment.InvestmentStatus;
import io.angelwire.domain.ledger.AccountCode;
import io.angelwire.domain.ledger.Ledger;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.PaymentJob;
import io.angelwire.domain.payment.PaymentJobData;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.payment.PaymentStatus;
import io.angelwire.domain.payment.Refund;
import io.angelwire.domain.payment.RefundJobData;
import io.angelwire.domain.payment.ReleaseJobData;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PermanentJobException;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Refunds and releases of what was paid. Jobs are run by the test itself unless it says otherwise. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class EscrowTest {

    @Inject
    PaymentJobHandler handler;

    @Inject
    EscrowWorkflow workflow;

    @Inject
    FaultyProvider provider;

    @Inject
    SentRecord sent;

    @Inject
    Ledger ledger;

    @Inject
    CircuitBreakerMaintenance circuits;

    @Inject
    EntityManager entities;

    private final Person investor = Investing.person(Role.INVESTOR);
    private final Person founder = Investing.person(Role.FOUNDER);
    private final Person admin = Investing.person(Role.ADMIN);
    private UUID startup;
    private Money amount;
    private UUID investmentId;

    @BeforeEach
    void nothingIsInTheWay() {
        circuits.resetAll();
        provider.dieAt(null);
        sent.liveOn();
        sent.sendNothing();
    }

    @AfterEach
    void workersGoOn() {
        sent.liveOn();
    }

    @Test
    void refundsThePaymentAndTellsTheParties() {
        pay("USD", "25000");

        JobOutcome outcome = refund();

        assertThat(latestRefund().failureCode).isNull();
        assertThat(((RefundJobResult) ((JobOutcome.Completed) outcome).result()).status())
                .isEqualTo(PaymentStatus.COMPLETED);
        assertRefundedOnce();
        assertThat(told("investment_refunded"))
                .extracting(NotificationJobData::userId)
                .containsExactly(investor.id(), founder.id());
        assertThat(told("investment_refunded").get(0).content()).contains("$25,000.00");
    }

    @Test
    void releasesTheEscrowToTheStartup() {
        pay("USD", "25000");

        JobOutcome outcome = release();

        assertThat(run(ReleaseJobData.JOB_NAME, new ReleaseJobData(investmentId)))
                .isEqualTo(outcome);
        assertReleasedOnce();
        assertThat(told("escrow_released"))
                .extracting(NotificationJobData::userId)
                .containsExactly(founder.id(), investor.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPY 5001", "USD 5001.01", "KWD 5001.001", "BHD 0.001"})
    void movesMinorUnitsOfEveryExponent(String money) {
        Money each = Money.parse(money);
        String currency = each.getCurrencyUnit().getCode();
        pay(currency, each.getAmount().toPlainString());
        assertThat(escrow()).isEqualTo(each);
        refund();
        assertRefundedOnce();

        pay(currency, each.getAmount().toPlainString());
        release();
        assertReleasedOnce();
    }

    @Test
    void changesNothingWhenTheRefundRunsAgain() {
        pay("USD", "25000");
        JobOutcome first = refund();

        assertThat(runRefund()).isEqualTo(first);
        assertRefundedOnce();
    }

    @Test
    void keepsTheMoneyInEscrowWhenTheProviderDeclinesAndRefundsOrReleasesItLater() {
        pay("USD", "10403");

        refund();

        assertThat(latestRefund().status).isEqualTo(PaymentStatus.FAILED);
        assertThat(investment().status).isEqualTo(InvestmentStatus.COMPLETED);
        assertThat(escrow()).isEqualTo(amount);
        assertThat(told("refund_declined"))
                .extracting(NotificationJobData::userId)
                .containsExactly(admin.id());
        assertThat(told("investment_completed")).hasSize(1);

        refund();
        assertThat(investment().status).isEqualTo(InvestmentStatus.COMPLETED);
        release();
        assertReleasedOnce();
    }

    @Test
    void asksLaterWhileTheRefundIsProcessing() {
        pay("USD", "20203");

        assertThat(refund()).isEqualTo(JobOutcome.snooze(Duration.ofSeconds(1)));
        assertThat(runRefund()).isInstanceOf(JobOutcome.Snooze.class);
        assertThat(investment().status).isEqualTo(InvestmentStatus.REFUNDING);
        assertThat(escrow()).isEqualTo(amount);
        inTransaction(() -> entities.createNativeQuery("update sandbox_refunds set settles_at = now()")
                .executeUpdate());

        assertThat(runRefund()).isInstanceOf(JobOutcome.Completed.class);
        assertRefundedOnce();
    }

    @Test
    void triesAgainUntilTheProviderIsBack() {
        pay("USD", "12504");

        assertThat(refund()).isEqualTo(JobOutcome.retry("the payment provider is unavailable"));
        assertThat(runRefund()).isInstanceOf(JobOutcome.Retry.class);
        assertThat(investment().status).isEqualTo(InvestmentStatus.REFUNDING);
        assertThat(runRefund()).isInstanceOf(JobOutcome.Completed.class);
        assertRefundedOnce();
    }

    @ParameterizedTest
    @EnumSource(value = FaultyProvider.Death.class, mode = Mode.MATCH_ANY, names = ".*REFUND")
    void refundsOnceWhenItDiesAroundTheProvider(FaultyProvider.Death death) {
        pay("USD", "25000");
        workflow.requestRefund(investmentId, admin.id());
        provider.dieAt(death);

        assertThatThrownBy(this::runRefund).isInstanceOf(SimulatedDeath.class);
        assertThat(runRefund()).isInstanceOf(JobOutcome.Completed.class);
        assertRefundedOnce();
    }

    /** Each call to the outbox: what is counted, five events, two notifications; for a release four calls more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void refundsOnceWhenItDiesInsideTheTransaction(int call) {
        pay("USD", "25000");
        workflow.requestRefund(investmentId, admin.id());
        sent.dieAtCall(call);

        assertThatThrownBy(this::runRefund).isInstanceOf(SimulatedDeath.class);
        assertThat(escrow()).isEqualTo(amount);
        assertThat(runRefund()).isInstanceOf(JobOutcome.Completed.class);
        assertRefundedOnce();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 7, 10, 11, 12})
    void releasesOnceWhenItDiesInsideTheTransaction(int call) {
        pay("USD", "25000");
        workflow.requestRelease(investmentId);
        sent.dieAtCall(call);

        assertThatThrownBy(this::runRelease).isInstanceOf(SimulatedDeath.class);
        assertThat(escrow()).isEqualTo(amount);
        runRelease();
        assertReleasedOnce();
    }

    @Test
    void refundsOnceWhenSeveralWorkersRunTheSameJobAtOnce() {
        pay("USD", "25000");
        workflow.requestRefund(investmentId, admin.id());

        Stream.generate(() -> CompletableFuture.supplyAsync(this::runRefund)).limit(4).toList().stream()
                .map(CompletableFuture::join)
                .forEach(outcome -> assertThat(outcome).isInstanceOf(JobOutcome.Completed.class));

        assertRefundedOnce();
    }

    @Test
    void whatIsPromisedToOneIsRefusedToTheOther() {
        pay("USD", "25000");
        List<CompletableFuture<Boolean>> requests = Stream.<Runnable>of(
                        () -> workflow.requestRefund(investmentId, admin.id()),
                        () -> workflow.requestRelease(investmentId),
                        () -> workflow.requestRefund(investmentId, founder.id()),
                        () -> workflow.requestRelease(investmentId))
                .map(request -> CompletableFuture.supplyAsync(() -> {
                    try {
                        request.run();
                        return true;
                    } catch (InvestmentStateException late) {
                        return false;
                    }
                }))
                .toList();

        assertThat(requests.stream().filter(CompletableFuture::join)).hasSize(1);
        if (investment().status == InvestmentStatus.REFUNDING) {
            runRefund();
            assertRefundedOnce();
        } else {
            runRelease();
            assertReleasedOnce();
        }
    }

    @Test
    void releasesAndRefundsNothingThatNobodyAskedFor() {
        pay("USD", "25000");

        assertThatThrownBy(this::runRelease).isInstanceOf(PermanentJobException.class);
        assertThatThrownBy(() -> run(RefundJobData.JOB_NAME, new RefundJobData(UUID.randomUUID(), investmentId)))
                .isInstanceOf(PermanentJobException.class);
        assertThat(escrow()).isEqualTo(amount);
    }

    @Test
    void consumesItsQueue() {
        pay("USD", "25000");
        sent.liveOn();

        workflow.requestRefund(investmentId, admin.id());

        await().until(() -> investment().status == InvestmentStatus.REFUNDED);
        assertRefundedOnce();
    }

    /** An investment with its payment in escrow. */
    private void pay(String currency, String major) {
        amount = Money.of(CurrencyUnit.of(currency), new BigDecimal(major));
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED, amount.getCurrencyUnit());
        investmentId = Investing.investment(investor, pitch, amount);
        startup = investment().pitch.startup.id;
        run(
                PaymentJobData.JOB_NAME,
                new PaymentJobData(investmentId, amount.getAmount(), currency, PaymentMethod.BANK_TRANSFER, null));
    }

    private JobOutcome refund() {
        workflow.requestRefund(investmentId, admin.id());
        return runRefund();
    }

    private JobOutcome runRefund() {
        return run(RefundJobData.JOB_NAME, new RefundJobData(latestRefund().id, investmentId));
    }

    private JobOutcome release() {
        workflow.requestRelease(investmentId);
        return runRelease();
    }

    private JobOutcome runRelease() {
        return run(ReleaseJobData.JOB_NAME, new ReleaseJobData(investmentId));
    }

    private JobOutcome run(String name, PaymentJob data) {
        return handler.handle(new RunningJob<>(QueueName.PAYMENTS, "job", name, data, 1, 3));
    }

    private void assertRefundedOnce() {
        assertThat(investment().status).isEqualTo(InvestmentStatus.REFUNDED);
        assertThat(latestRefund().status).isEqualTo(PaymentStatus.COMPLETED);
        assertThat(escrow().isZero()).isTrue();
        assertThat(count("sandbox_refunds where status = 'SUCCEEDED' and charge_id = ?1", "sandbox_" + payment().id))
                .isEqualTo(1);
        assertThat(count("ledger_journals where key = ?1", "refund:" + latestRefund().id))
                .isEqualTo(1);
        assertThat(events()).endsWith("investment:completed", "investment:updated", "investment:updated");
        assertThat(told("investment_refunded")).hasSize(2);
        assertThatThrownBy(() -> workflow.requestRelease(investmentId)).isInstanceOf(InvestmentStateException.class);
        assertThatThrownBy(() -> workflow.requestRefund(investmentId, admin.id()))
                .isInstanceOf(InvestmentStateException.class);
    }

    private void assertReleasedOnce() {
        assertThat(investment().status).isEqualTo(InvestmentStatus.RELEASED);
        assertThat(escrow().isZero()).isTrue();
        assertThat(balance(AccountCode.payable(startup))).isEqualTo(amount.negated());
        assertThat(count("ledger_journals where key = ?1", "release:" + investmentId))
                .isEqualTo(1);
        assertThat(events()).endsWith("investment:updated", "investment:updated", "escrow:released");
        assertThat(told("escrow_released")).hasSize(2);
        assertThatThrownBy(() -> workflow.requestRefund(investmentId, admin.id()))
                .isInstanceOf(InvestmentStateException.class);
        assertThatThrownBy(() -> workflow.requestRelease(investmentId)).isInstanceOf(InvestmentStateException.class);
    }

    private Investment investment() {
        return inTransaction(() -> Investment.findWithParties(investmentId).orElseThrow());
    }

    private Payment payment() {
        return inTransaction(() -> Payment.ofInvestment(investmentId).orElseThrow());
    }

    private Refund latestRefund() {
        return inTransaction(() -> Refund.latestOf(List.of(payment().id)).get(0));
    }

    private Money escrow() {
        return balance(AccountCode.escrow(investmentId)).negated();
    }

    private Money balance(AccountCode account) {
        return inTransaction(() -> ledger.balance(account, amount.getCurrencyUnit()));
    }

    private List<String> events() {
        return sent.events.stream()
                .filter(event -> event.room().equals(Room.investment(investmentId)))
                .map(RealtimeEvent::name)
                .toList();
    }

    private List<NotificationJobData> told(String job) {
        return sent.jobs.stream()
                .map(enqueued -> enqueued.job())
                .filter(told -> told.name().equals(job))
                .map(told -> (NotificationJobData) told.payload())
                .filter(told -> told.data().containsValue(investmentId.toString()))
                .toList();
    }

    private long count(String fromWhere, Object parameter) {
        return inTransaction(() -> ((Number) entities.createNativeQuery("select count(*) from " + fromWhere)
                        .setParameter(1, parameter)
                        .getSingleResult())
                .longValue());
    }

    private static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
