package io.angelwire.domain.pitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.investment.InvestmentStatus;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.pitch.PitchRefusedException.Reason;
import io.angelwire.domain.user.Role;
import io.angelwire.job.QueueName;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class PitchWorkflowTest {

    private static final Money GOAL = Money.of(CurrencyUnit.USD, 500_000);
    private static final PitchContent CONTENT = new PitchContent("Kites", "They fly.", GOAL);

    @Inject
    ObjectMapper json;

    @Inject
    Validator validator;

    private final RecordingOutbox outbox = new RecordingOutbox();
    private final PitchNews news = new PitchNews(outbox);
    private final PitchWorkflow workflow = new PitchWorkflow(new PitchEvents(outbox), news);
    private Person founder;

    @BeforeEach
    void somebodyHasAnIdea() {
        founder = Investing.person(Role.FOUNDER);
    }

    @Test
    void onlyLegalStepsAreTaken() {
        for (PitchStatus from : PitchStatus.values()) {
            for (PitchStatus to : List.of(PitchStatus.DRAFT, PitchStatus.PUBLISHED)) {
                UUID pitch = Investing.pitch(founder, from);
                outbox.events.clear();
                Callable<Pitch> step = () -> to == PitchStatus.DRAFT
                        ? workflow.unpublish(founder.id(), pitch)
                        : workflow.publish(founder.id(), pitch);
                // Money alone opens a funded pitch again, not its founder.
                if (from != PitchStatus.FUNDED) {
                    assertThat(call(step).status).isEqualTo(to);
                    assertThat(outbox.events).hasSize(from == to ? 0 : 2);
                } else {
                    refused(Reason.STATUS_FORBIDS, step);
                }
            }
        }
    }

    @Test
    void whatADraftSaysIsInNoEvent() {
        UUID pitch = Investing.pitch(founder, PitchStatus.DRAFT);
        call(() -> workflow.update(founder.id(), pitch, CONTENT, version -> {}));

        assertThat(snapshot().has("title")).isFalse();
        assertThat(snapshot().has("goal")).isFalse();

        call(() -> workflow.publish(founder.id(), pitch));
        assertThat(snapshot().fieldNames())
                .toIterable()
                .containsExactly("id", "startup_id", "status", "title", "goal", "currency", "created_at", "updated_at");
        assertThat(outbox.events)
                .extracting(RealtimeEvent::name, RealtimeEvent::room)
                .contains(tuple("pitch:updated", Room.pitch(pitch)), tuple("pitch:updated", Room.user(founder.id())));
    }

    @Test
    void aChangeOfNothingTellsNobody() {
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        call(() -> workflow.update(founder.id(), pitch, CONTENT, version -> {}));
        outbox.events.clear();
        outbox.jobs.clear();

        Pitch again = call(() -> workflow.update(founder.id(), pitch, CONTENT, version -> {}));

        assertThat(again.version).isEqualTo(1);
        assertThat(outbox.events).isEmpty();
        assertThat(outbox.jobs).isEmpty();
    }

    @Test
    void investmentsFixTheTermsAndThePublication() {
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        PitchContent otherGoal = new PitchContent("Kites", "They fly.", GOAL.plus(1));
        call(() -> workflow.update(founder.id(), pitch, otherGoal, version -> {}));
        UUID investment = invested(pitch, 1_000, InvestmentStatus.PENDING);

        refused(Reason.TERMS_FIXED, () -> workflow.update(founder.id(), pitch, CONTENT, version -> {}));
        refused(Reason.HAS_INVESTMENTS, () -> workflow.unpublish(founder.id(), pitch));
        call(() -> workflow.update(
                founder.id(), pitch, new PitchContent("Kites!", "They fly.", otherGoal.goal()), version -> {}));

        call(() -> Investment.update(
                "status = ?1, failureReason = 'declined' where id = ?2", InvestmentStatus.FAILED, investment));
        assertThat(call(() -> workflow.unpublish(founder.id(), pitch)).status).isEqualTo(PitchStatus.DRAFT);
    }

    @Test
    void isFundedOnceWhenTheGoalIsReached() {
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        invested(pitch, 499_999, InvestmentStatus.COMPLETED);
        invested(pitch, 400_000, InvestmentStatus.PENDING);
        assertThat(call(() -> workflow.fundedIfGoalMet(pitch))).isFalse();

        invested(pitch, 1, InvestmentStatus.COMPLETED);
        assertThat(call(() -> workflow.fundedIfGoalMet(pitch))).isTrue();
        assertThat(call(() -> workflow.fundedIfGoalMet(pitch))).isFalse();

        assertThat(stored(pitch).status).isEqualTo(PitchStatus.FUNDED);
        assertThat(outbox.events)
                .extracting(RealtimeEvent::name, RealtimeEvent::room)
                .containsExactly(
                        tuple("pitch:funded", Room.pitch(pitch)), tuple("pitch:funded", Room.user(founder.id())));
        assertThat(outbox.jobs).hasSize(1);
    }

    /** Each of them would see the goal unmet if it didn't wait for the others. */
    @Test
    void isFundedByTheLastOfManyThatCompleteAtOnce() {
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        List<UUID> investments = Stream.generate(() -> invested(pitch, 125_000, InvestmentStatus.PROCESSING))
                .limit(4)
                .toList();

        List<Boolean> closed = investments.stream()
                .map(investment -> CompletableFuture.supplyAsync(() -> call(() -> {
                    Investment.update("status = ?1 where id = ?2", InvestmentStatus.COMPLETED, investment);
                    return workflow.fundedIfGoalMet(pitch);
                })))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(closed).containsOnlyOnce(true);
        assertThat(stored(pitch).status).isEqualTo(PitchStatus.FUNDED);
    }

    @Test
    void isOpenAgainOnceWhenMoneyWasGivenBackAndTheRestIsLess() {
        UUID pitch = Investing.pitch(founder, PitchStatus.FUNDED);
        invested(pitch, 300_000, InvestmentStatus.COMPLETED);
        UUID leaving = invested(pitch, 200_000, InvestmentStatus.REFUNDING);
        assertThat(call(() -> workflow.reopenedIfGoalMissed(pitch)))
                .as("the refund may be declined")
                .isFalse();

        become(leaving, InvestmentStatus.REFUNDED);
        assertThat(call(() -> workflow.reopenedIfGoalMissed(pitch))).isTrue();
        assertThat(call(() -> workflow.reopenedIfGoalMissed(pitch))).isFalse();

        assertThat(stored(pitch).status).isEqualTo(PitchStatus.PUBLISHED);
        assertThat(outbox.events)
                .extracting(RealtimeEvent::name, RealtimeEvent::room)
                .containsExactly(
                        tuple("pitch:updated", Room.pitch(pitch)), tuple("pitch:updated", Room.user(founder.id())));
        assertThat(snapshot().get("status").textValue()).isEqualTo("PUBLISHED");
        assertThat((PitchAnnouncement) takeAnnouncement()).satisfies(announcement -> {
            assertThat(announcement.title()).isEqualTo("Pitch Open Again");
            assertThat(announcement.content()).contains("$500,000.00");
            assertThat(validator.validate(announcement)).isEmpty();
        });
        assertThat((NotificationJobData) outbox.job("pitch_reopened").payload()).satisfies(told -> {
            assertThat(told.userId()).isEqualTo(founder.id());
            assertThat(validator.validate(told)).isEmpty();
        });

        invested(pitch, 200_000, InvestmentStatus.COMPLETED);
        assertThat(call(() -> workflow.fundedIfGoalMet(pitch))).isTrue();
    }

    @Test
    void staysFundedWhileTheRestMeetsTheGoalAndForGoodOnceEscrowWasReleased() {
        UUID pitch = Investing.pitch(founder, PitchStatus.FUNDED);
        invested(pitch, 1, InvestmentStatus.REFUNDED);
        UUID first = invested(pitch, 500_000, InvestmentStatus.COMPLETED);
        assertThat(call(() -> workflow.reopenedIfGoalMissed(pitch))).isFalse();

        UUID second = invested(pitch, 1_000, InvestmentStatus.RELEASING);
        become(first, InvestmentStatus.REFUNDED);
        assertThat(call(() -> workflow.reopenedIfGoalMissed(pitch))).isFalse();
        become(second, InvestmentStatus.RELEASED);
        assertThat(call(() -> workflow.reopenedIfGoalMissed(pitch))).isFalse();

        assertThat(stored(pitch).status).isEqualTo(PitchStatus.FUNDED);
        assertThat(outbox.events).isEmpty();
        assertThat(outbox.jobs).isEmpty();
    }

    @Test
    void everyInvestorIsToldOnceHoweverManyTheyAre() throws Exception {
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        int investors = PitchNews.BATCH + 1;
        List<UUID> told = IntStream.range(0, investors)
                .mapToObj(i -> invested(pitch, 1, InvestmentStatus.COMPLETED))
                .toList();
        UUID twice = call(() -> Investment.<Investment>findById(told.get(0)).investor.id);
        Investing.investment(person(twice), pitch, Money.of(CurrencyUnit.USD, 2));
        call(() -> workflow.update(founder.id(), pitch, CONTENT, version -> {}));

        while (outbox.jobs.stream().anyMatch(sent -> sent.queue().equals(QueueName.ANNOUNCEMENTS))) {
            PitchAnnouncement announcement = (PitchAnnouncement) takeAnnouncement();
            assertThat(json.readValue(json.writeValueAsBytes(announcement), PitchAnnouncement.class))
                    .isEqualTo(announcement);
            assertThat(validator.validate(announcement)).isEmpty();
            assertThat(call(() -> news.tell(announcement))).isLessThanOrEqualTo(PitchNews.BATCH);
        }

        assertThat(outbox.jobs).hasSize(investors);
        assertThat(outbox.jobs).extracting(sent -> sent.job().id()).doesNotHaveDuplicates();
        assertThat(outbox.jobs).allSatisfy(sent -> {
            NotificationJobData notification = (NotificationJobData) sent.job().payload();
            assertThat(notification.type()).isEqualTo(NotificationType.PITCH_UPDATE);
            assertThat(notification.data()).containsEntry("pitchId", pitch.toString());
            assertThat(validator.validate(notification)).isEmpty();
        });
    }

    @Test
    void anAnnouncementThatRunsTwiceMakesTheSameJobs() {
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        invested(pitch, 1, InvestmentStatus.COMPLETED);
        call(() -> workflow.update(founder.id(), pitch, CONTENT, version -> {}));
        PitchAnnouncement announcement = (PitchAnnouncement) takeAnnouncement();

        call(() -> news.tell(announcement));
        call(() -> news.tell(announcement));

        assertThat(outbox.jobs).hasSize(2);
        assertThat(outbox.jobs)
                .extracting(sent -> sent.job().id())
                .containsOnly(outbox.jobs.get(0).job().id());
    }

    @Test
    void anotherFoundersPitchDoesNotExist() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        UUID startup = call(() -> Pitch.<Pitch>findById(pitch).startup.id);

        refused(Reason.PITCH_UNKNOWN, () -> workflow.update(founder.id(), pitch, CONTENT, version -> {}));
        refused(Reason.PITCH_UNKNOWN, () -> workflow.unpublish(founder.id(), pitch));
        refused(Reason.PITCH_UNKNOWN, () -> workflow.publish(founder.id(), UUID.randomUUID()));
        refused(Reason.STARTUP_UNKNOWN, () -> workflow.draft(founder.id(), startup, CONTENT));
    }

    private Object takeAnnouncement() {
        var announcement = outbox.jobs.stream()
                .filter(sent -> sent.queue().equals(QueueName.ANNOUNCEMENTS))
                .findFirst()
                .orElseThrow();
        outbox.jobs.remove(announcement);
        return announcement.job().payload();
    }

    private JsonNode snapshot() {
        return json.valueToTree(outbox.events.get(outbox.events.size() - 1).data())
                .get("pitch");
    }

    private void refused(Reason reason, Callable<?> step) {
        int events = outbox.events.size();
        assertThatThrownBy(() -> call(step))
                .isInstanceOfSatisfying(
                        PitchRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(outbox.events).hasSize(events);
    }

    private static UUID invested(UUID pitch, int dollars, InvestmentStatus status) {
        UUID id = Investing.investment(Investing.person(Role.INVESTOR), pitch, Money.of(CurrencyUnit.USD, dollars));
        become(id, status);
        return id;
    }

    private static void become(UUID investment, InvestmentStatus status) {
        call(() -> Investment.update("status = ?1 where id = ?2", status, investment));
    }

    private static Person person(UUID id) {
        return new Person(id, Role.INVESTOR, "Test investor", "investor@test.angelwire.example");
    }

    private static Pitch stored(UUID id) {
        return call(() -> Pitch.findById(id));
    }

    private static <T> T call(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
