package io.angelwire.domain.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.domain.investment.InvestmentRefusedException.Reason;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.payment.Refund;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchEvents;
import io.angelwire.domain.pitch.PitchNews;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.pitch.PitchWorkflow;
import io.angelwire.domain.user.Role;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RecordingOutbox;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** A funded pitch whose money is given back while others pay. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class ReopeningTest {

    private static final Money GOAL = Money.of(CurrencyUnit.USD, 500_000);
    private static final Money QUARTER = Money.of(CurrencyUnit.USD, 125_000);

    private final RecordingOutbox outbox = new RecordingOutbox();
    private final InvestmentEvents events = new InvestmentEvents(outbox);
    private final PitchWorkflow pitches = new PitchWorkflow(new PitchEvents(outbox), new PitchNews(outbox));
    private final InvestmentWorkflow investments = new InvestmentWorkflow(outbox, events, pitches);
    private final EscrowWorkflow escrow = new EscrowWorkflow(outbox, events, pitches);
    private final Person investor = Investing.person(Role.INVESTOR);
    private final UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.FUNDED);

    /** Without the wait it would be refused, for a status that the refund is just about to end. */
    @Test
    void anInvestorWhoComesDuringTheRefundWaitsForItAndIsLetIn() {
        UUID refunded = invested(GOAL, InvestmentStatus.REFUNDING);
        assertThatThrownBy(this::submit)
                .isInstanceOfSatisfying(
                        InvestmentRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.PITCH_CLOSED));

        CompletableFuture<Investment> submitted = call(() -> {
            escrow.refunded(refunded);
            CompletableFuture<Investment> next = CompletableFuture.supplyAsync(this::submit);
            await().until(() -> call(this::somebodyWaitsForThePitch));
            return next;
        });

        assertThat(submitted.join().status).isEqualTo(InvestmentStatus.PENDING);
        assertThat(status()).isEqualTo(PitchStatus.PUBLISHED);
    }

    @Test
    void aDeclinedRefundCountsTowardsTheGoalAgain() {
        invested(GOAL.minus(QUARTER), InvestmentStatus.COMPLETED);
        UUID refunded = invested(QUARTER, InvestmentStatus.REFUNDING);
        UUID declined = invested(QUARTER, InvestmentStatus.REFUNDING);
        call(() -> Pitch.update("status = ?1 where id = ?2", PitchStatus.PUBLISHED, pitch));

        inTransaction(() -> escrow.refunded(refunded));
        assertThat(status()).isEqualTo(PitchStatus.PUBLISHED);

        inTransaction(() -> escrow.refundDeclined(refundOf(declined)));
        assertThat(status()).isEqualTo(PitchStatus.FUNDED);
    }

    /** Whatever the order: each step sees those before it, so the last one leaves the pitch as its money says. */
    @Test
    void isWhatItsMoneySaysHoweverRefundsAndPaymentsMeet() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            invested(QUARTER, InvestmentStatus.COMPLETED);
        }
        for (int round = 0; round < 12; round++) {
            List<Runnable> steps = new ArrayList<>();
            for (UUID id : some(random, InvestmentStatus.REFUNDING)) {
                boolean declined = random.nextInt(4) == 0;
                steps.add(() -> {
                    if (declined) {
                        escrow.refundDeclined(refundOf(id));
                    } else {
                        escrow.refunded(id);
                    }
                });
            }
            for (UUID id : some(random, InvestmentStatus.PROCESSING)) {
                steps.add(() -> investments.complete(id));
            }
            CompletableFuture.allOf(steps.stream()
                            .map(step -> CompletableFuture.runAsync(() -> inTransaction(step)))
                            .toArray(CompletableFuture[]::new))
                    .join();

            long raised =
                    call(() -> Investment.count("pitch.id = ?1 and status = ?2", pitch, InvestmentStatus.COMPLETED));
            assertThat(status())
                    .as("seed %d, round %d, %d quarters", seed, round, raised)
                    .isEqualTo(raised < 4 ? PitchStatus.PUBLISHED : PitchStatus.FUNDED);
        }
    }

    /** Up to two investments about to be refunded, taken from those that are paid, or about to be paid, new ones. */
    private List<UUID> some(Random random, InvestmentStatus status) {
        int wanted = random.nextInt(3);
        if (status == InvestmentStatus.PROCESSING) {
            return IntStream.range(0, wanted)
                    .mapToObj(i -> invested(QUARTER, status))
                    .toList();
        }
        List<UUID> paid = call(() ->
                Investment.<Investment>list("pitch.id = ?1 and status = ?2", pitch, InvestmentStatus.COMPLETED).stream()
                        .limit(wanted)
                        .map(investment -> investment.id)
                        .toList());
        paid.forEach(id -> become(id, status));
        return paid;
    }

    private UUID invested(Money amount, InvestmentStatus status) {
        UUID id = Investing.investment(investor, pitch, amount);
        become(id, status);
        return id;
    }

    private static void become(UUID investment, InvestmentStatus status) {
        call(() -> Investment.update("status = ?1 where id = ?2", status, investment));
    }

    private Investment submit() {
        return call(() -> investments.submit(investor.id(), pitch, QUARTER, PaymentMethod.CARD));
    }

    private Refund refundOf(UUID investment) {
        Refund refund = new Refund();
        refund.investmentId = investment;
        refund.requestedBy = investor.id();
        return refund;
    }

    private boolean somebodyWaitsForThePitch() {
        return !Pitch.getEntityManager()
                .createNativeQuery("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and query like 'select %from pitches %'")
                .getResultList()
                .isEmpty();
    }

    private PitchStatus status() {
        return call(() -> Pitch.<Pitch>findById(pitch).status);
    }

    private static void inTransaction(Runnable work) {
        QuarkusTransaction.requiringNew().run(work);
    }

    private static <T> T call(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
