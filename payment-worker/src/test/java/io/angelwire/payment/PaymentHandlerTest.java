package io.angelwire.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.investment.InvestmentStateException;
import io.angelwire.domain.investment.InvestmentStatus;
import io.angelwire.domain.investment.InvestmentWorkflow;
import io.angelwire.domain.ledger.AccountCode;
import io.angelwire.domain.ledger.Ledger;
import io.angelwire.domain.ledger.LedgerJournal;
import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.PaymentJob;
import io.angelwire.domain.payment.PaymentJobData;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.payment.PaymentStatus;
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
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class PaymentHandlerTest {

    /** Calls to the outbox in the transaction that opens a payment: one event to three rooms, one to the parties'. */
    private static final int CALLS_TO_OPEN = 6;

    @Inject
    PaymentJobHandler handler;

    @Inject
    FaultyProvider provider;

    @Inject
    SentRecord sent;

    @Inject
    Ledger ledger;

    @Inject
    InvestmentWorkflow workflow;

    @Inject
    CircuitBreakerMaintenance circuits;

    @Inject
    EntityManager entities;

    @Inject
    ObjectMapper json;

    private Person investor;
    private Person founder;
    private UUID pitch;
    private Money amount;
    private UUID investmentId;

    @BeforeEach
    void somebodyInvests() {
        circuits.resetAll();
        sent.liveOn();
        provider.dieAt(null);
        investor = Investing.person(Role.INVESTOR);
        founder = Investing.person(Role.FOUNDER);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        invest("25000");
    }

    @Test
    void paysIntoEscrowAndCompletesTheInvestment() {
        PaymentJobResult result = result(run());

        assertThat(result.status()).isEqualTo(PaymentStatus.COMPLETED);
        assertThat(result.transactionId()).isEqualTo(payment().id);
        assertThat(result.providerResponse().chargeId()).isEqualTo("sandbox_" + payment().id);
        assertPaidOnce();
    }

    @Test
    void tellsThePartiesInTheOrderOfEvents() {
        run();

        assertThat(events(Room.investment(investmentId)))
                .containsExactly(
                        "investment:updated", "payment:processed", "investment:updated", "investment:completed");
        for (Room room : List.of(Room.user(investor.id()), Room.user(founder.id()))) {
            assertThat(events(room))
                    .containsExactly(
                            "investment:updated",
                            "investment_update",
                            "payment:processed",
                            "investment:updated",
                            "investment_update",
                            "investment:completed");
        }
        JsonNode payment = json.valueToTree(event("payment:processed").data()).get("payment");
        assertThat(payment.fieldNames())
                .toIterable()
                .containsExactly("id", "investment_id", "amount", "currency", "status", "processed_at");
        assertThat(payment.get("amount").decimalValue()).isEqualByComparingTo("25000");
        assertThat(payment.get("status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void changesNothingWhenTheJobRunsAgain() {
        PaymentJobResult first = result(run());

        assertThat(result(run())).isEqualTo(first);
        assertPaidOnce();
    }

    @Test
    void failsTheInvestmentWhenThePaymentIsDeclined() {
        invest("10402");

        PaymentJobResult result = result(run());

        assertThat(result.status()).isEqualTo(PaymentStatus.FAILED);
        assertThat(result.providerResponse().declineCode()).isEqualTo("insufficient_funds");
        assertThat(result(run())).isEqualTo(result);
        assertThat(payment().failureCode).isEqualTo("insufficient_funds");
        assertThat(investment().status).isEqualTo(InvestmentStatus.FAILED);
        assertThat(investment().failureReason).isEqualTo("the payment was declined for insufficient funds");
        assertThat(journals()).isZero();
        assertThat(jobs()).containsExactly("investment_failed");
        assertThat(events(Room.investment(investmentId)))
                .containsExactly("investment:updated", "payment:processed", "investment:updated");
    }

    @Test
    void triesAgainUntilTheProviderIsBack() {
        invest("12503");

        assertThat(run()).isEqualTo(JobOutcome.retry("the payment provider is unavailable"));
        assertThat(run()).isInstanceOf(JobOutcome.Retry.class);
        assertThat(investment().status).isEqualTo(InvestmentStatus.PROCESSING);
        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
    }

    @Test
    void guessesNothingAfterTheLastAttemptAndIsFinishedByAReplay() {
        invest("3503");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(handler.handle(job(data(), attempt))).isInstanceOf(JobOutcome.Retry.class);
        }
        assertThat(payment().status).isEqualTo(PaymentStatus.PROCESSING);
        assertThat(investment().status).isEqualTo(InvestmentStatus.PROCESSING);
        assertThat(journals()).isZero();
        assertThat(jobs()).isEmpty();

        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
    }

    @Test
    void asksLaterWhilePaymentIsProcessing() {
        invest("20202");

        assertThat(run()).isEqualTo(JobOutcome.snooze(Duration.ofSeconds(1)));
        assertThat(run()).isInstanceOf(JobOutcome.Snooze.class);
        assertThat(payment().status).isEqualTo(PaymentStatus.PROCESSING);
        sql("update sandbox_charges set settles_at = now() where idempotency_key = ?1", payment().id);

        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
        assertThat(calls()).as("asked, not charged again").isEqualTo(1);
    }

    @Test
    void waitsForASlowAnswer() {
        invest("1408");

        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
    }

    @Test
    void asksAboutAChargeWhoseAnswerCameTooLate() {
        invest("4408");

        assertThat(run()).isEqualTo(JobOutcome.retry("the payment provider did not answer in time"));
        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
        assertThat(calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultyProvider.Death.class,
            names = {"BEFORE_THE_CHARGE", "AFTER_THE_CHARGE"})
    void chargesOnceWhenItDiesAroundTheCharge(FaultyProvider.Death death) {
        provider.dieAt(death);

        assertThatThrownBy(this::run).isInstanceOf(SimulatedDeath.class);
        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
    }

    @ParameterizedTest
    @EnumSource(
            value = FaultyProvider.Death.class,
            names = {"BEFORE_THE_CHARGE", "AFTER_THE_CHARGE", "BEFORE_ASKING", "AFTER_ASKING"})
    void chargesOnceWhenItDiesTwice(FaultyProvider.Death second) {
        provider.dieAt(FaultyProvider.Death.BEFORE_THE_CHARGE);
        assertThatThrownBy(this::run).isInstanceOf(SimulatedDeath.class);

        provider.dieAt(second);
        assertThatThrownBy(this::run).isInstanceOf(SimulatedDeath.class);

        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
    }

    /** Each call to the outbox, in both transactions; the last is the last step before the second commit. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21})
    void paysOnceWhenItDiesInsideATransaction(int call) {
        sent.dieAtCall(call);

        assertThatThrownBy(this::run).isInstanceOf(SimulatedDeath.class);
        assertThat(journals()).isZero();
        assertThat(investment().status)
                .isEqualTo(call <= CALLS_TO_OPEN ? InvestmentStatus.PENDING : InvestmentStatus.PROCESSING);

        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
    }

    @Test
    void paysOnceWhenSeveralWorkersRunTheSameJobAtOnce() {
        List<PaymentJobResult> results =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> result(run()))).limit(4).toList().stream()
                        .map(CompletableFuture::join)
                        .distinct()
                        .toList();

        assertThat(results).hasSize(1);
        assertPaidOnce();
    }

    @Test
    void failsForGoodWhenTheJobIsNotItsInvestmentsOwn() {
        BigDecimal right = amount.getAmount();
        assertRefused(new PaymentJobData(UUID.randomUUID(), right, "USD", PaymentMethod.BANK_TRANSFER, null));
        assertRefused(new PaymentJobData(
                investmentId, right.subtract(BigDecimal.ONE), "USD", PaymentMethod.BANK_TRANSFER, null));
        assertRefused(new PaymentJobData(investmentId, right, "EUR", PaymentMethod.BANK_TRANSFER, null));
        assertRefused(new PaymentJobData(investmentId, right, "XXX", PaymentMethod.BANK_TRANSFER, null));
        assertRefused(new PaymentJobData(investmentId, right, "USD", PaymentMethod.CARD, null));

        assertThat(payment()).isNull();
        assertThat(investment().status).isEqualTo(InvestmentStatus.PENDING);
    }

    @Test
    void failsForGoodWhenTheJobsNameIsUnknown() {
        JobOutcome outcome = handler.handle(new RunningJob<>(QueueName.PAYMENTS, "id", "refund", data(), 1, 3));

        assertThat(outcome).isInstanceOf(JobOutcome.Failed.class);
        assertThat(payment()).isNull();
    }

    @Test
    void chargesNoInvestmentThatHasEndedWithoutAPayment() {
        workflow.fail(investmentId, "withdrawn");

        assertRefused(data());
        assertThat(payment()).isNull();
    }

    @Test
    void chargesNothingForACancelledInvestment() {
        workflow.cancel(investmentId);

        assertThat(run()).isInstanceOf(JobOutcome.Cancelled.class);
        assertThat(run()).isInstanceOf(JobOutcome.Cancelled.class);
        assertThat(payment()).isNull();
        assertThat(investment().status).isEqualTo(InvestmentStatus.CANCELLED);
        assertThat(jobs()).containsExactly("investment_cancelled");
    }

    @Test
    void cancelsNothingThatTheProviderIsAskedFor() {
        provider.dieAt(FaultyProvider.Death.BEFORE_THE_CHARGE);
        assertThatThrownBy(this::run).isInstanceOf(SimulatedDeath.class);

        assertThatThrownBy(() -> workflow.cancel(investmentId))
                .isInstanceOfSatisfying(
                        InvestmentStateException.class,
                        e -> assertThat(e.present()).isEqualTo(InvestmentStatus.PROCESSING));
        run();
        assertPaidOnce();
    }

    /** Either order comes about; what matters is that money and status agree. */
    @RepeatedTest(8)
    void paysOrCancelsWhenBothAreTriedAtOnce() {
        CompletableFuture<Boolean> cancelled = CompletableFuture.supplyAsync(() -> {
            try {
                workflow.cancel(investmentId);
                return true;
            } catch (InvestmentStateException tooLate) {
                return false;
            }
        });
        JobOutcome outcome = run();

        if (cancelled.join()) {
            assertThat(outcome).isInstanceOf(JobOutcome.Cancelled.class);
            assertThat(payment()).isNull();
            assertThat(investment().status).isEqualTo(InvestmentStatus.CANCELLED);
        } else {
            assertPaidOnce();
        }
    }

    @Test
    void keepsTheCircuitClosedWhenPaymentsAreDeclined() {
        for (int i = 0; i < 10; i++) {
            invest("402");
            run();
        }
        assertThat(circuits.currentState("payment-provider-charge")).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void waitsWithoutUsingUpAttemptsWhileTheProviderIsDown() {
        for (int i = 0; i < 4; i++) {
            invest("9503");
            run();
        }
        assertThat(circuits.currentState("payment-provider-charge")).isEqualTo(CircuitBreakerState.OPEN);
        invest("25000");

        assertThat(run()).isInstanceOf(JobOutcome.Snooze.class);

        circuits.resetAll();
        assertThat(run()).isInstanceOf(JobOutcome.Completed.class);
        assertPaidOnce();
    }

    @Test
    void consumesItsQueue() {
        investmentId = workflow.submit(investor.id(), pitch, amount, PaymentMethod.CARD).id;

        await().until(() -> investment().status == InvestmentStatus.COMPLETED);

        assertThat(payment().status).isEqualTo(PaymentStatus.COMPLETED);
        assertThat(journals()).isEqualTo(1);
    }

    private void invest(String major) {
        amount = Money.of(CurrencyUnit.USD, new BigDecimal(major));
        investmentId = Investing.investment(investor, pitch, amount);
    }

    private JobOutcome run() {
        return handler.handle(job(data(), 1));
    }

    private RunningJob<PaymentJob> job(PaymentJobData data, int attempt) {
        return new RunningJob<>(QueueName.PAYMENTS, "job-" + investmentId, "process_payment", data, attempt, 3);
    }

    private PaymentJobData data() {
        return new PaymentJobData(
                investmentId, amount.getAmount(), "USD", PaymentMethod.BANK_TRANSFER, Map.of("source", "test"));
    }

    private void assertRefused(PaymentJobData data) {
        assertThatThrownBy(() -> handler.handle(job(data, 1))).isInstanceOf(PermanentJobException.class);
    }

    private void assertPaidOnce() {
        assertThat(investment().status).isEqualTo(InvestmentStatus.COMPLETED);
        assertThat(payment().status).isEqualTo(PaymentStatus.COMPLETED);
        assertThat(count("sandbox_charges where idempotency_key = ?1", payment().id))
                .isEqualTo(1);
        assertThat(journals()).isEqualTo(1);
        assertThat(inTransaction(() -> ledger.balance(AccountCode.escrow(investmentId), CurrencyUnit.USD)))
                .isEqualTo(amount.negated());
        assertThat(events(Room.investment(investmentId)))
                .containsExactly(
                        "investment:updated", "payment:processed", "investment:updated", "investment:completed");
        assertThat(jobs()).containsExactly("investment_completed");
    }

    private Investment investment() {
        return inTransaction(() -> Investment.findById(investmentId));
    }

    private Payment payment() {
        return inTransaction(() -> Payment.ofInvestment(investmentId).orElse(null));
    }

    /** Journals with exactly the two entries of this payment. */
    private long journals() {
        Payment payment = payment();
        return payment == null
                ? 0
                : inTransaction(() -> LedgerJournal.ofKey("payment:" + payment.id).stream()
                        .filter(journal -> journal.entries.size() == 2)
                        .count());
    }

    private long calls() {
        return count("sandbox_calls where idempotency_key = ?1 and calls = 1", payment().id);
    }

    private List<String> events(Room room) {
        return sent.events.stream()
                .filter(event -> event.room().equals(room))
                .map(RealtimeEvent::name)
                .toList();
    }

    private RealtimeEvent event(String name) {
        return sent.events.stream()
                .filter(event -> event.room().equals(Room.investment(investmentId)))
                .filter(event -> event.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Names of the jobs that this investment has brought about. */
    private List<String> jobs() {
        return sent.jobs.stream()
                .map(enqueued -> enqueued.job())
                .filter(job -> json.valueToTree(job.payload()).toString().contains(investmentId.toString()))
                .map(job -> job.name())
                .toList();
    }

    private long count(String fromWhere, Object parameter) {
        return inTransaction(() -> ((Number) entities.createNativeQuery("select count(*) from " + fromWhere)
                        .setParameter(1, parameter)
                        .getSingleResult())
                .longValue());
    }

    private void sql(String statement, Object parameter) {
        inTransaction(() ->
                entities.createNativeQuery(statement).setParameter(1, parameter).executeUpdate());
    }

    private static PaymentJobResult result(JobOutcome outcome) {
        return (PaymentJobResult) ((JobOutcome.Completed) outcome).result();
    }

    private static <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
