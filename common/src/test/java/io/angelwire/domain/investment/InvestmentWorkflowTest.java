package io.angelwire.domain.investment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.investment.InvestmentRefusedException.Reason;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.payment.PaymentJobData;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.pitch.PitchEvents;
import io.angelwire.domain.pitch.PitchNews;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.pitch.PitchWorkflow;
import io.angelwire.domain.user.Role;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RecordingOutbox;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class InvestmentWorkflowTest {

    private static final Money AMOUNT = Money.of(CurrencyUnit.USD, 25_000);

    @Inject
    ObjectMapper json;

    @Inject
    Validator validator;

    private final RecordingOutbox outbox = new RecordingOutbox();
    private final InvestmentWorkflow workflow = new InvestmentWorkflow(
            outbox, new InvestmentEvents(outbox), new PitchWorkflow(new PitchEvents(outbox), new PitchNews(outbox)));
    private Person investor;
    private Person founder;
    private UUID pitch;

    @BeforeEach
    void somebodyPitches() {
        investor = Investing.person(Role.INVESTOR);
        founder = Investing.person(Role.FOUNDER);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
    }

    @Test
    void submittingStoresThePendingInvestmentAndTellsItsParties() {
        Investment submitted = submit();

        Investment stored = stored(submitted.id);
        assertThat(stored.status).isEqualTo(InvestmentStatus.PENDING);
        assertThat(stored.amount()).isEqualTo(AMOUNT);
        assertThat(stored.createdAt).isEqualTo(submitted.createdAt);
        assertThat(outbox.events)
                .extracting(RealtimeEvent::name, RealtimeEvent::room)
                .containsExactlyElementsOf(toAllRooms(submitted, "investment:created"));
        assertThat(outbox.events)
                .extracting(RealtimeEvent::id)
                .containsOnly(outbox.events.get(0).id());
    }

    @Test
    void eventsCarryTheInvestmentInSnakeCase() {
        Investment submitted = submit();

        JsonNode data = json.valueToTree(outbox.events.get(0).data()).get("investment");
        assertThat(data.fieldNames())
                .toIterable()
                .containsExactly("id", "amount", "currency", "status", "pitch_id", "investor_id", "created_at");
        assertThat(data.get("amount").isNumber()).isTrue();
        assertThat(data.get("amount").decimalValue()).isEqualByComparingTo("25000");
        assertThat(data.get("pitch_id").textValue()).isEqualTo(pitch.toString());
        assertThat(data.get("created_at").textValue()).isEqualTo(submitted.createdAt.toString());
    }

    @Test
    void submittingEnqueuesPaymentMailAndNotifications() {
        Investment submitted = submit();

        assertThat(outbox.jobs)
                .extracting(e -> e.queue().value() + "/" + e.job().name())
                .containsExactly(
                        "payments/process_payment",
                        "email/investment_confirmation",
                        "notifications/investment_notification",
                        "notifications/investment_notifications");
        assertThat((PaymentJobData) payload("process_payment")).satisfies(payment -> {
            assertThat(payment.investmentId()).isEqualTo(submitted.id);
            assertThat(payment.money()).isEqualTo(AMOUNT);
            assertThat(payment.paymentMethod()).isEqualTo(PaymentMethod.CARD);
        });
        assertThat((EmailJobData) payload("investment_confirmation")).satisfies(mail -> {
            assertThat(mail.to()).isEqualTo(investor.email());
            assertThat(mail.template()).isEqualTo("investment-confirmation");
            assertThat(mail.variables()).containsEntry("amount", "$25,000.00");
        });
        assertThat(outbox.job("investment_confirmation").options().delay()).isEqualTo(Duration.ofSeconds(5));
        assertThat((NotificationJobData) payload("investment_notification")).satisfies(told -> {
            assertThat(told.userId()).isEqualTo(founder.id());
            assertThat(told.title()).isEqualTo("New Investment Received");
            assertThat(told.channels()).containsExactly(NotificationChannel.DATABASE, NotificationChannel.EMAIL);
        });
        assertThat((NotificationJobData) payload("investment_notifications")).satisfies(told -> {
            assertThat(told.userId()).isEqualTo(investor.id());
            assertThat(told.content()).isEqualTo("Your investment of $25,000.00 has been created.");
            assertThat(told.channels()).containsExactly(NotificationChannel.DATABASE);
        });
    }

    @Test
    void everyPayloadIsValidAndSurvivesJson() throws Exception {
        Investment submitted = submit();
        fail(submitted, "insufficient funds");

        for (var enqueued : outbox.jobs) {
            Object payload = enqueued.job().payload();
            Object read = json.readValue(json.writeValueAsBytes(payload), payload.getClass());
            assertThat(read).usingRecursiveComparison().isEqualTo(payload);
            assertThat(validator.validate(read)).isEmpty();
        }
    }

    @Test
    void completingTwiceTellsOnce() {
        Investment submitted = submit();
        outbox.events.clear();

        complete(submitted);
        complete(submitted);

        assertThat(stored(submitted.id).status).isEqualTo(InvestmentStatus.COMPLETED);
        assertThat(outbox.events)
                .extracting(RealtimeEvent::name, RealtimeEvent::room)
                .containsExactlyElementsOf(Stream.of(
                                toAllRooms(submitted, "investment:updated"),
                                toParties("investment_update"),
                                toAllRooms(submitted, "investment:completed"))
                        .flatMap(List::stream)
                        .toList());
        assertThat(outbox.jobs)
                .filteredOn(e -> e.job().name().equals("investment_completed"))
                .hasSize(1);
    }

    @Test
    void ofConcurrentOutcomesOneWins() {
        Investment submitted = submit();

        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(i -> CompletableFuture.runAsync(
                                i % 2 == 0 ? () -> complete(submitted) : () -> fail(submitted, "declined")))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(outbox.jobs)
                .filteredOn(e -> List.of("investment_completed", "investment_failed")
                        .contains(e.job().name()))
                .hasSize(1);
    }

    @Test
    void failingKeepsTheReasonAndTellsTheInvestor() {
        Investment submitted = submit();
        assertThat(processing(submitted)).isTrue();

        fail(submitted, "insufficient funds");

        assertThat(stored(submitted.id).failureReason).isEqualTo("insufficient funds");
        NotificationJobData told = payload("investment_failed");
        assertThat(told.userId()).isEqualTo(investor.id());
        assertThat(told.content()).contains("$25,000.00", "insufficient funds");
        complete(submitted);
        assertThat(stored(submitted.id).status).isEqualTo(InvestmentStatus.FAILED);
    }

    @Test
    void whatIsPendingIsCancelledOnceAndTheFounderIsTold() {
        Investment submitted = submit();
        outbox.events.clear();

        assertThat(cancel(submitted).status).isEqualTo(InvestmentStatus.CANCELLED);
        assertThatThrownBy(() -> cancel(submitted))
                .isInstanceOfSatisfying(
                        InvestmentStateException.class,
                        e -> assertThat(e.present()).isEqualTo(InvestmentStatus.CANCELLED));

        assertThat(outbox.events).hasSize(5);
        NotificationJobData told = payload("investment_cancelled");
        assertThat(told.userId()).isEqualTo(founder.id());
        assertThat(processing(submitted)).isFalse();
        complete(submitted);
        fail(submitted, "too late");
        assertThat(stored(submitted.id).status).isEqualTo(InvestmentStatus.CANCELLED);
    }

    @Test
    void whatIsProcessingIsNotCancelled() {
        Investment submitted = submit();
        processing(submitted);

        assertThatThrownBy(() -> cancel(submitted))
                .isInstanceOfSatisfying(
                        InvestmentStateException.class,
                        e -> assertThat(e.present()).isEqualTo(InvestmentStatus.PROCESSING));
    }

    @Test
    void everyChangeMakesANewVersion() {
        Investment submitted = submit();
        long first = stored(submitted.id).version;

        processing(submitted);
        processing(submitted);
        complete(submitted);

        assertThat(stored(submitted.id).version).isEqualTo(first + 2);
    }

    @Test
    void processingIsToldOnceAndNeverAfterTheEnd() {
        Investment submitted = submit();
        outbox.events.clear();

        assertThat(processing(submitted)).isTrue();
        assertThat(processing(submitted)).isFalse();
        assertThat(outbox.events)
                .extracting(RealtimeEvent::name, RealtimeEvent::room)
                .containsExactlyElementsOf(
                        Stream.of(toAllRooms(submitted, "investment:updated"), toParties("investment_update"))
                                .flatMap(List::stream)
                                .toList());

        complete(submitted);
        assertThat(processing(submitted)).isFalse();
    }

    @Test
    void anEventShowsTheNewStatusToACallerThatHadReadTheOld() {
        Investment submitted = submit();
        outbox.events.clear();

        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(stored(submitted.id).status).isEqualTo(InvestmentStatus.PENDING);
            complete(submitted);
        });

        JsonNode data = json.valueToTree(outbox.events.get(0).data());
        assertThat(data.at("/investment/status").textValue()).isEqualTo("COMPLETED");
    }

    @Test
    void refusesWhatTheRulesForbid() {
        assertRefused(investor, UUID.randomUUID(), AMOUNT, Reason.PITCH_UNKNOWN);
        assertRefused(investor, Investing.pitch(founder, PitchStatus.DRAFT), AMOUNT, Reason.PITCH_UNKNOWN);
        assertRefused(investor, Investing.pitch(founder, PitchStatus.FUNDED), AMOUNT, Reason.PITCH_CLOSED);
        assertRefused(founder, pitch, AMOUNT, Reason.OWN_STARTUP);
        assertRefused(investor, pitch, Money.of(CurrencyUnit.EUR, 5), Reason.CURRENCY_DIFFERS);
        Person stranger = new Person(UUID.randomUUID(), Role.INVESTOR, "Nobody", "nobody@test.angelwire.example");
        assertRefused(stranger, pitch, AMOUNT, Reason.ACCOUNT_UNKNOWN);
        assertThat(outbox.jobs).isEmpty();
        assertThat(outbox.events).isEmpty();
    }

    private void assertRefused(Person who, UUID pitchId, Money amount, Reason reason) {
        assertThatThrownBy(() -> submit(who, pitchId, amount))
                .isInstanceOfSatisfying(
                        InvestmentRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private Investment submit() {
        return submit(investor, pitch, AMOUNT);
    }

    private Investment submit(Person who, UUID pitchId, Money amount) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> workflow.submit(who.id(), pitchId, amount, PaymentMethod.CARD));
    }

    private boolean processing(Investment investment) {
        return QuarkusTransaction.joiningExisting().call(() -> workflow.processing(investment.id));
    }

    private Investment cancel(Investment investment) {
        return QuarkusTransaction.joiningExisting().call(() -> workflow.cancel(investment.id));
    }

    private void complete(Investment investment) {
        QuarkusTransaction.joiningExisting().run(() -> workflow.complete(investment.id));
    }

    private void fail(Investment investment, String reason) {
        QuarkusTransaction.joiningExisting().run(() -> workflow.fail(investment.id, reason));
    }

    private static Investment stored(UUID id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> Investment.findWithParties(id).orElseThrow());
    }

    private List<Tuple> toAllRooms(Investment investment, String event) {
        return Stream.of(Room.investment(investment.id), Room.user(investor.id()), Room.user(founder.id()))
                .map(room -> Tuple.tuple(event, room))
                .toList();
    }

    private List<Tuple> toParties(String event) {
        return Stream.of(Room.user(investor.id()), Room.user(founder.id()))
                .map(room -> Tuple.tuple(event, room))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private <T> T payload(String job) {
        return (T) outbox.job(job).payload();
    }
}
