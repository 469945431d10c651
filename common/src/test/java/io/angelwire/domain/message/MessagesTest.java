package io.angelwire.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.domain.message.MessageRefusedException.Reason;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Deduplication;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
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
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class MessagesTest {

    @Inject
    EntityManager database;

    @Inject
    RoomAccess access;

    @Inject
    ReadMessages reads;

    private final RecordingOutbox outbox = new RecordingOutbox();
    private Messages messages;
    private Person investor;
    private Person founder;
    private Person stranger;
    private UUID pitch;
    private UUID investment;

    @BeforeEach
    void somebodyInvests() {
        messages = new Messages(database, access, new MessageEvents(outbox), new MessageNotifications(outbox), reads);
        investor = Investing.person(Role.INVESTOR);
        founder = Investing.person(Role.FOUNDER);
        stranger = Investing.person(Role.INVESTOR);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        investment = Investing.investment(investor, pitch, Money.of(CurrencyUnit.USD, 25_000));
    }

    @Test
    void aMessageAboutAPitchIsStoredAndEmittedToItsRoom() {
        Message message = send(stranger, inPitch("How many customers do you have?", null));
        Message stored = QuarkusTransaction.requiringNew().call(() -> Message.findById(message.id));
        assertThat(stored.content).isEqualTo("How many customers do you have?");
        assertThat(stored.messageType).isEqualTo("TEXT");
        assertThat(stored.createdAt).isEqualTo(message.createdAt);
        assertThat(emitted()).containsExactly(Tuple.tuple("new_message", Room.pitch(pitch), message.id));
        assertThat(outbox.events.get(0).data()).isEqualTo(new MessageEvents.Data(MessageEvents.Snapshot.of(message)));
    }

    @Test
    void aMessageAboutAnInvestmentIsItsPartiesAndAdmins() {
        Message message = send(investor, inInvestment(investment, "When do we sign?"));
        assertThat(emitted())
                .containsExactly(Tuple.tuple("investment_message", Room.investment(investment), message.id));
        send(founder, inInvestment(investment, "On Monday."));
        assertRefused(Reason.NOT_A_PARTY, () -> send(stranger, inInvestment(investment, "Let me in")));
        assertRefused(Reason.NOT_A_PARTY, () -> send(stranger, inInvestment(Ids.newId(), "Let me in")));
        Person admin = Investing.person(Role.ADMIN);
        QuarkusTransaction.requiringNew()
                .run(() -> messages.send(new Participant(admin.id(), true), inInvestment(investment, "Hello both.")));
        assertThat(outbox.events).hasSize(3);
    }

    @Test
    void aMessageAboutBothIsInBothRoomsUnderOneId() {
        Message message = send(investor, new NewMessage(pitch, investment, founder.id(), "Hello", "QUESTION", null));
        assertThat(emitted())
                .containsExactly(
                        Tuple.tuple("new_message", Room.pitch(pitch), message.id),
                        Tuple.tuple("investment_message", Room.investment(investment), message.id));
        UUID other = Investing.pitch(founder, PitchStatus.PUBLISHED);
        assertRefused(
                Reason.INVESTMENT_OF_OTHER_PITCH,
                () -> send(investor, new NewMessage(other, investment, null, "Hello", null, null)));
    }

    @Test
    void aDraftIsItsFoundersAlone() {
        UUID draft = Investing.pitch(founder, PitchStatus.DRAFT);
        NewMessage message = new NewMessage(draft, null, null, "Hello", null, null);
        send(founder, message);
        assertRefused(Reason.PITCH_UNKNOWN, () -> send(investor, message));
    }

    @Test
    void notifiesWhomItIsForOnceAndNotItsSender() {
        NewMessage first = new NewMessage(null, investment, null, "Hello", null, "n-1");
        send(investor, first);
        send(investor, first);
        assertThat(notified()).containsExactly(founder.id());
        send(founder, new NewMessage(pitch, null, investor.id(), "Hello", null, null));
        assertThat(notified()).containsExactly(founder.id(), investor.id());
        send(founder, new NewMessage(pitch, null, founder.id(), "A note to myself", null, null));
        send(stranger, inPitch("For everybody", null));
        assertThat(notified()).hasSize(2);

        NotificationJobData told =
                (NotificationJobData) outbox.job("message_received").payload();
        assertThat(told.type()).isEqualTo(NotificationType.MESSAGE);
        assertThat(told.content()).isEqualTo("Test investor: Hello");
        assertThat(told.data())
                .containsEntry("room", "investment:" + investment)
                .containsEntry("pitchTitle", "Test pitch");
        Job mail = outbox.job("unread_messages");
        assertThat(((NotificationJobData) mail.payload()).channels()).containsExactly(NotificationChannel.EMAIL);
        assertThat(mail.options().delay()).isEqualTo(Duration.ofMinutes(10));
        assertThat(mail.options().deduplication())
                .isEqualTo(Deduplication.throttle(
                        "digest:" + founder.id() + ":investment:" + investment, Duration.ofMinutes(10)));
    }

    @Test
    void theSameAgainStoresAndEmitsNothing() {
        NewMessage message = inPitch("Once", "c-1");
        Message first = send(investor, message);
        Message again = send(investor, message);
        assertThat(again.id).isEqualTo(first.id);
        assertThat(outbox.events).hasSize(1);
        // Another sender's ids are its own.
        assertThat(send(founder, message).id).isNotEqualTo(first.id);
        assertRefused(Reason.CLIENT_MESSAGE_ID_REUSED, () -> send(investor, inPitch("Something else", "c-1")));
    }

    @Test
    void ofTheSameAtTheSameTimeOneIsStored() {
        List<CompletableFuture<UUID>> sent = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> send(investor, inPitch("Once", "c-2")).id))
                .toList();
        assertThat(sent.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(outbox.events).hasSize(1);
    }

    @Test
    void addressesSomebodyWhoCanReadIt() {
        send(investor, new NewMessage(null, investment, founder.id(), "Hello", null, null));
        assertRefused(
                Reason.RECEIVER_UNKNOWN,
                () -> send(investor, new NewMessage(null, investment, stranger.id(), "Hello", null, null)));
        assertRefused(
                Reason.RECEIVER_UNKNOWN,
                () -> send(investor, new NewMessage(pitch, null, Ids.newId(), "Hello", null, null)));
    }

    @Test
    void onlyRegisteredAccountsWrite() {
        Person nobody = new Person(Ids.newId(), Role.INVESTOR, "Nobody", "nobody@test.angelwire.example");
        assertRefused(Reason.SENDER_UNKNOWN, () -> send(nobody, inPitch("Hello", null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "a\u0000b", "a\u0007b", "\ud83d"})
    void contentIsText(String content) {
        assertThatThrownBy(() -> inPitch(content, null)).isInstanceOf(MessageRefusedException.class);
    }

    @Test
    void contentIsKeptAsItWasWritten() {
        String content = " Zwei Zeilen\n\tund ein 🚀 '; drop table messages; -- ";
        assertThat(send(investor, inPitch(content, null)).content).isEqualTo(content);
        assertThat(send(investor, inPitch("x".repeat(4_000), null)).content).hasSize(4_000);
        assertRefused(Reason.CONTENT_LENGTH, () -> inPitch("x".repeat(4_001), null));
        assertRefused(Reason.NO_ROOM, () -> new NewMessage(null, null, founder.id(), "Hello", null, null));
        assertRefused(Reason.TYPE_INVALID, () -> new NewMessage(pitch, null, null, "Hello", "<b>", null));
        assertRefused(Reason.CLIENT_MESSAGE_ID_INVALID, () -> inPitch("Hello", "a b"));
    }

    @Test
    void readingMovesOnAndIsToldOnce() {
        Message first = send(investor, inInvestment(investment, "1"));
        Message second = send(investor, inInvestment(investment, "2"));
        outbox.events.clear();
        assertThat(markRead(founder, Room.investment(investment), second.id)).isTrue();
        assertThat(markRead(founder, Room.investment(investment), second.id)).isFalse();
        assertThat(markRead(founder, Room.investment(investment), first.id)).isFalse();
        assertThat(outbox.events)
                .extracting(RealtimeEvent::name, RealtimeEvent::room)
                .containsExactly(Tuple.tuple("message_read", Room.investment(investment)));
        assertThat(((MessageEvents.ReadData) outbox.events.get(0).data())
                        .receipt()
                        .messageId())
                .isEqualTo(second.id);
    }

    @Test
    void whoReadsAPitchIsNotToldToEverybody() {
        Message message = send(investor, inPitch("Hello", null));
        outbox.events.clear();
        markRead(founder, Room.pitch(pitch), message.id);
        assertThat(outbox.events)
                .extracting(RealtimeEvent::room)
                .containsExactly(Room.user(investor.id()), Room.user(founder.id()));
    }

    @Test
    void onlyWhatOneMayReadIsMarked() {
        Message message = send(investor, inInvestment(investment, "1"));
        assertRefused(Reason.NOT_A_PARTY, () -> markRead(stranger, Room.investment(investment), message.id));
        assertRefused(Reason.MESSAGE_UNKNOWN, () -> markRead(founder, Room.pitch(pitch), message.id));
        assertRefused(Reason.MESSAGE_UNKNOWN, () -> markRead(founder, Room.investment(investment), Ids.newId()));
    }

    private Message send(Person sender, NewMessage message) {
        return QuarkusTransaction.requiringNew()
                .call(() -> messages.send(new Participant(sender.id(), false), message));
    }

    private boolean markRead(Person reader, Room room, UUID message) {
        return QuarkusTransaction.requiringNew()
                .call(() -> messages.markRead(new Participant(reader.id(), false), room, message));
    }

    private NewMessage inPitch(String content, String clientId) {
        return new NewMessage(pitch, null, null, content, null, clientId);
    }

    private static NewMessage inInvestment(UUID investment, String content) {
        return new NewMessage(null, investment, null, content, null, null);
    }

    private List<UUID> notified() {
        return outbox.jobs.stream()
                .filter(enqueued -> enqueued.job().name().equals("message_received"))
                .map(enqueued -> ((NotificationJobData) enqueued.job().payload()).userId())
                .toList();
    }

    private List<Tuple> emitted() {
        return outbox.events.stream()
                .map(event -> Tuple.tuple(event.name(), event.room(), event.id()))
                .toList();
    }

    private static void assertRefused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        MessageRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
