package io.angelwire.notification;

import static io.angelwire.domain.notification.NotificationChannel.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.message.Message;
import io.angelwire.domain.message.Messages;
import io.angelwire.domain.message.NewMessage;
import io.angelwire.domain.message.Participant;
import io.angelwire.domain.message.ReadMessages;
import io.angelwire.domain.notification.ChannelResult;
import io.angelwire.domain.notification.Digest;
import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationReadEvents;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.pitch.Comment;
import io.angelwire.domain.pitch.Comments;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PermanentJobException;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said in conversations and under pitches, in the inbox at once and in a mail later. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class DigestTest {

    @Inject
    NotificationHandler handler;

    @Inject
    Messages messages;

    @Inject
    ReadMessages readMessages;

    @Inject
    Comments comments;

    @Inject
    SentRecord outbox;

    private Person investor;
    private Person founder;
    private UUID pitch;
    private Room room;

    @BeforeEach
    void somebodyInvests() {
        investor = Investing.person(Role.INVESTOR);
        founder = Investing.person(Role.FOUNDER);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        room = Room.investment(Investing.investment(investor, pitch, Money.of(CurrencyUnit.USD, 100)));
    }

    @Test
    void eachMessageIsInTheReceiversInboxAtOnce() {
        write("Hello");
        write("Are you there?");

        await().until(() -> inbox(founder).size() == 2);
        assertThat(inbox(founder)).allSatisfy(row -> {
            assertThat(row.type).isEqualTo(NotificationType.MESSAGE);
            assertThat(row.data).containsEntry("room", room.toString());
        });
        assertThat(inbox(investor)).isEmpty();
        assertThat(mails(founder)).isEmpty();
    }

    @Test
    void severalUnreadMessagesAreOneMail() {
        write("Hello");
        write("Are you there?");

        String job = Ids.newId().toString();
        NotificationJobResult first = unread(job);
        assertThat(unread(job)).isEqualTo(first);
        assertThat(unread(Ids.newId().toString())).isEqualTo(NotificationJobResult.NOTHING_TO_TELL);

        assertThat(mails(founder)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("2 new messages from Test investor");
            assertThat(mail.template()).isEqualTo("unread-messages");
            assertThat(mail.variables().get("items"))
                    .isEqualTo(List.of(
                            Map.of("name", "Test investor", "text", "Hello"),
                            Map.of("name", "Test investor", "text", "Are you there?")));
        });
    }

    @Test
    void whatWasReadMeanwhileIsNotMailed() {
        read(write("Hello"));

        assertThat(unread()).isEqualTo(NotificationJobResult.NOTHING_TO_TELL);
        assertThat(mails(founder)).isEmpty();
    }

    @Test
    void whoHasNotReadWhatWasMailedIsLeftAloneForADay() {
        Message first = write("Hello");
        unread();
        write("Are you there?");

        assertThat(unread()).isEqualTo(NotificationJobResult.NOTHING_TO_TELL);
        assertThat(mails(founder)).hasSize(1);

        aDayPasses();
        unread();
        assertThat(mails(founder)).hasSize(2);

        Message third = write("Well?");
        read(third);
        Message fourth = write("Thank you");
        unread();
        assertThat(mails(founder))
                .last()
                .satisfies(mail -> assertThat(mail.variables())
                        .containsEntry("items", List.of(Map.of("name", "Test investor", "text", fourth.content))));
        assertThat(first.seq).isLessThan(fourth.seq);
    }

    @Test
    void whoMayNoLongerBeInTheRoomIsToldNothing() {
        UUID other = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        messages.send(
                new Participant(investor.id(), false), new NewMessage(other, null, founder.id(), "Hello", null, null));
        QuarkusTransaction.requiringNew()
                .run(() -> Message.getEntityManager()
                        .createNativeQuery("update pitches set status = 'DRAFT' where id = ?1")
                        .setParameter(1, other)
                        .executeUpdate());

        assertThat(deliver("unread_messages", Ids.newId().toString(), Map.of("room", "pitch:" + other)))
                .isEqualTo(NotificationJobResult.NOTHING_TO_TELL);
    }

    @Test
    void aFoundersCommentsAreOneMailWithoutThoseThatWereTakenBack() {
        comments.add(investor.id(), false, pitch, "Nice");
        Comment regretted = comments.add(investor.id(), false, pitch, "Nonsense");
        comments.add(founder.id(), false, pitch, "Thank you");
        comments.delete(investor.id(), false, pitch, regretted.id);
        await().until(() -> inbox(founder).size() == 2);
        Map<String, Object> data = Map.of("pitchId", pitch.toString());

        deliver("new_comments", Ids.newId().toString(), data);
        assertThat(deliver("new_comments", Ids.newId().toString(), data))
                .isEqualTo(NotificationJobResult.NOTHING_TO_TELL);

        assertThat(mails(founder)).singleElement().satisfies(mail -> {
            assertThat(mail.subject()).isEqualTo("1 new comment on Test pitch");
            assertThat(mail.variables().get("items"))
                    .isEqualTo(List.of(Map.of("name", "Test investor", "text", "Nice")));
        });
        assertThat(inbox(founder)).noneMatch(row -> row.content.contains("Nonsense"));
    }

    @Test
    void aDigestOfNothingFailsForGood() {
        for (String name : List.of("unread_messages", "new_comments")) {
            assertThatThrownBy(() -> deliver(name, Ids.newId().toString(), Map.of("room", "user:1")))
                    .isInstanceOf(PermanentJobException.class);
        }
    }

    @Test
    void whatIsReadInAConversationIsReadInTheInbox() {
        write("Hello");
        Message second = write("Are you there?");
        write("Well?");
        await().until(() -> inbox(founder).size() == 3);

        read(second);
        read(second);

        List<Notification> inbox = inbox(founder);
        assertThat(inbox)
                .filteredOn(row -> row.readAt == null)
                .singleElement()
                .satisfies(row -> assertThat(row.content).endsWith("Well?"));
        assertThat(toldOfReading()).singleElement().satisfies(read -> {
            assertThat(read.notificationIds())
                    .containsExactlyInAnyOrderElementsOf(inbox.stream()
                            .filter(row -> row.readAt != null)
                            .map(row -> row.id)
                            .toList());
            assertThat(read.unread()).isEqualTo(1);
        });
    }

    @Test
    void whatIsReadBeforeItIsNotifiedPopsUpNowhere() {
        QuarkusTransaction.requiringNew().run(() -> read(write("Hello")));

        await().until(() -> inbox(founder).size() == 1);
        assertThat(inbox(founder).get(0).readAt).isNotNull();
        assertThat(inbox(founder).get(0).channels)
                .extracting(ChannelResult::channel, ChannelResult::status)
                .containsExactly(
                        tuple(NotificationChannel.DATABASE, ChannelResult.Status.SENT),
                        tuple(NotificationChannel.PUSH, ChannelResult.Status.FAILED));
        assertThat(outbox.events)
                .noneMatch(event -> event.room().equals(Room.user(founder.id()))
                        && event.name().equals("notification"));
    }

    /** The notification is stored already, and nobody else can see it yet. */
    @Test
    void readingWaitsForANotificationThatIsBeingMade() throws Exception {
        Message message = write("Hello");
        await().until(() -> inbox(founder).size() == 1);
        UUID unseen = Ids.newId();
        CompletableFuture<Void> reading = QuarkusTransaction.requiringNew().call(() -> {
            Notification.deleteById(inbox(founder).get(0).id);
            String job = message.id + "." + founder.id();
            assertThat(readMessages.readAt(founder.id(), job)).isEmpty();
            store(unseen, job);
            CompletableFuture<Void> started = CompletableFuture.runAsync(() -> read(message));
            await().until(this::somebodyWaits);
            assertThat(started).isNotDone();
            return started;
        });

        reading.get(10, TimeUnit.SECONDS);
        assertThat(inbox(founder)).singleElement().satisfies(row -> {
            assertThat(row.id).isEqualTo(unseen);
            assertThat(row.readAt).isNotNull();
        });
    }

    private void store(UUID id, String jobId) {
        NotificationJobData words = new NotificationJobData(
                founder.id(),
                NotificationType.MESSAGE,
                "New Message",
                "Hello",
                null,
                List.of(NotificationChannel.DATABASE));
        Notification notification = Notification.of(jobId, User.findById(founder.id()), words);
        notification.id = id;
        notification.inInbox = true;
        Notification.getEntityManager().flush();
        notification.persistAndFlush();
    }

    private boolean somebodyWaits() {
        return QuarkusTransaction.requiringNew()
                .call(() -> !Notification.getEntityManager()
                        .createNativeQuery("select 1 from pg_locks where locktype = 'advisory' and not granted")
                        .getResultList()
                        .isEmpty());
    }

    private List<NotificationReadEvents.Read> toldOfReading() {
        return outbox.events.stream()
                .filter(event -> event.room().equals(Room.user(founder.id()))
                        && event.name().equals(NotificationReadEvents.NOTIFICATION_READ))
                .map(event -> ((NotificationReadEvents.Data) event.data()).read())
                .toList();
    }

    private Message write(String content) {
        return messages.send(
                new Participant(investor.id(), false),
                new NewMessage(null, UUID.fromString(room.key()), null, content, null, null));
    }

    private void read(Message message) {
        messages.markRead(new Participant(founder.id(), false), room, message.id);
    }

    private void aDayPasses() {
        QuarkusTransaction.requiringNew()
                .run(() -> Digest.lock(founder.id(), room.toString()).mailedAt =
                        Instant.now().minusSeconds(90_000));
    }

    private NotificationJobResult unread() {
        return unread(Ids.newId().toString());
    }

    private NotificationJobResult unread(String jobId) {
        return deliver("unread_messages", jobId, Map.of("room", room.toString()));
    }

    private NotificationJobResult deliver(String name, String jobId, Map<String, Object> data) {
        NotificationJobData job = new NotificationJobData(
                founder.id(),
                NotificationType.MESSAGE,
                "Something new",
                "There is something new.",
                data,
                List.of(EMAIL));
        JobOutcome outcome = handler.handle(new RunningJob<>(QueueName.NOTIFICATIONS, jobId, name, job, 1, 2));
        return (NotificationJobResult) ((JobOutcome.Completed) outcome).result();
    }

    private static List<Notification> inbox(Person who) {
        return QuarkusTransaction.requiringNew().call(() -> Notification.inbox(who.id(), 10));
    }

    private List<EmailJobData> mails(Person who) {
        return outbox.jobs.stream()
                .filter(sent -> sent.job().payload() instanceof EmailJobData)
                .map(sent -> (EmailJobData) sent.job().payload())
                .filter(mail -> mail.to().equals(who.email()))
                .toList();
    }
}
