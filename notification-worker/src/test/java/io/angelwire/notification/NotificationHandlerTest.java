package io.angelwire.notification;

import static io.angelwire.domain.notification.NotificationChannel.DATABASE;
import static io.angelwire.domain.notification.NotificationChannel.EMAIL;
import static io.angelwire.domain.notification.NotificationChannel.PUSH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.notification.ChannelResult;
import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationPreferences;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobProducer;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.job.deadletter.DeadLetter;
import io.angelwire.job.deadletter.DeadLetterHandler;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RecordingOutbox;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class NotificationHandlerTest {

    @Inject
    NotificationHandler handler;

    @Inject
    JobProducer producer;

    @Inject
    SentRecord outbox;

    @Inject
    DeadLetterHandler deadLetters;

    @Inject
    ObjectMapper json;

    private final String jobId = Ids.newId().toString();
    private Person user;

    @BeforeEach
    void somebodyToTell() {
        user = Investing.person(Role.FOUNDER);
    }

    @Test
    void storesTheNotificationAndTellsTheUsersRoomAndMailsIt() {
        NotificationJobResult result = result(handler.handle(job(DATABASE, EMAIL)));

        assertThat(inbox()).singleElement().satisfies(row -> {
            assertThat(row.id).isEqualTo(result.notificationId());
            assertThat(row.title).isEqualTo("New Investment Received");
            assertThat(row.data).isEqualTo(Map.of("investmentId", "42"));
            assertThat(row.readAt).isNull();
        });
        assertThat(result.channels())
                .extracting(ChannelResult::channel, ChannelResult::status)
                .containsExactly(tuple(DATABASE, ChannelResult.Status.SENT), tuple(EMAIL, ChannelResult.Status.SENT));
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.room()).isEqualTo(Room.user(user.id()));
            JsonNode notification = json.valueToTree(event.data()).get("notification");
            assertThat(notification.fieldNames())
                    .toIterable()
                    .containsExactly("id", "type", "title", "content", "data", "created_at");
            assertThat(notification.get("id").asText())
                    .isEqualTo(result.notificationId().toString());
        });
        assertThat(mails()).singleElement().satisfies(job -> {
            assertThat(job.id()).isEqualTo(jobId + ".email");
            assertThat(job.name()).isEqualTo("notification_email");
            EmailJobData mail = (EmailJobData) job.payload();
            assertThat(mail.to()).isEqualTo(user.email());
            assertThat(mail.subject()).isEqualTo("New Investment Received");
            assertThat(mail.variables()).containsEntry("recipientName", user.name());
        });
    }

    /** An address that no mail reaches makes the alert's own mail a dead letter. */
    @Test
    void anAlertWhoseMailFailsAlertsNobodyAgain() {
        List<Person> admins = List.of(Investing.person(Role.ADMIN), Investing.person(Role.ADMIN));
        deadLetters.handle(deadLetter(QueueName.PAYMENTS, jobId, "process_payment"), () -> false);
        for (Person admin : admins) {
            await().until(() -> alertMails(admin).size() == 1);
        }

        for (Person admin : admins) {
            Job mail = alertMails(admin).get(0);
            deadLetters.handle(deadLetter(QueueName.EMAIL, mail.id(), mail.name()), () -> false);
        }

        assertThat(outbox.jobs)
                .filteredOn(enqueued -> enqueued.job().name().equals("admin_alert"))
                .hasSize(admins.size());
    }

    @Test
    void anAlertThatIsLateSaysHowManyJobsHaveFailedByThen() {
        UUID alert = Ids.newId();
        QuarkusTransaction.requiringNew()
                .run(() -> Notification.getEntityManager()
                        .createNativeQuery(
                                "insert into admin_alerts values (?1, 'documents', 'index', 7, 7, now(), now(), ?1, 'd-7')")
                        .setParameter(1, alert)
                        .executeUpdate());

        handler.handle(new RunningJob<>(
                QueueName.NOTIFICATIONS,
                "alert." + alert + "." + user.id(),
                "admin_alert",
                data("Job Failed Permanently", DATABASE),
                1,
                2));

        assertThat(inbox()).singleElement().satisfies(row -> {
            assertThat(row.content)
                    .startsWith("7 jobs index from documents have failed")
                    .endsWith("the latest is d-7.");
            assertThat(row.data).containsEntry("failures", 7);
        });
    }

    private static DeadLetter deadLetter(QueueName queue, String jobId, String jobName) {
        return new DeadLetter(queue, "1-0", jobId, jobName, "{}", "", "the SMTP server answered 550 5.1.1", 1);
    }

    private List<Job> alertMails(Person admin) {
        return outbox.jobs.stream()
                .map(RecordingOutbox.Enqueued::job)
                .filter(job ->
                        job.payload() instanceof EmailJobData mail && mail.to().equals(admin.email()))
                .toList();
    }

    @Test
    void changesNothingWhenTheJobRunsAgain() {
        NotificationJobResult first = result(handler.handle(job(DATABASE, EMAIL)));
        NotificationJobResult again = result(handler.handle(job(DATABASE, EMAIL)));

        assertThat(again).isEqualTo(first);
        assertThat(inbox()).hasSize(1);
        assertThat(events()).hasSize(1);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void notifiesOnceWhenTwoWorkersRunTheSameJobAtOnce() {
        List<NotificationJobResult> results = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> result(handler.handle(job(DATABASE, EMAIL)))))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();

        assertThat(results).hasSize(1);
        assertThat(events()).hasSize(1);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void keepsWhatIsMailedAloneOutOfTheInbox() {
        NotificationJobResult first = result(handler.handle(job(EMAIL)));

        assertThat(inbox()).isEmpty();
        assertThat(events()).isEmpty();
        assertThat(mails()).hasSize(1);
        assertThat(result(handler.handle(job(EMAIL)))).isEqualTo(first);
        assertThat(mails()).hasSize(1);
    }

    @Test
    void recordsAChannelThatDoesNotExistAsFailedAndServesTheOthers() {
        NotificationJobResult result = result(handler.handle(job(PUSH, DATABASE)));

        assertThat(result.channels().get(0).status()).isEqualTo(ChannelResult.Status.FAILED);
        assertThat(result.channels().get(0).reason()).isEqualTo("the channel is not available");
        assertThat(result.channels().get(1).status()).isEqualTo(ChannelResult.Status.SENT);
        assertThat(inbox()).hasSize(1);
        assertThat(json.valueToTree(result).at("/channels/0").toString())
                .startsWith("{\"channel\":\"PUSH\",\"status\":\"failed\",\"timestamp\":\"");
        assertThat(json.valueToTree(result).at("/channels/1").has("reason")).isFalse();
    }

    @Test
    void sendsNothingOnAChannelThatTheUserHasSwitchedOff() {
        QuarkusTransaction.requiringNew()
                .run(() -> NotificationPreferences.lock(user.id()).orElseThrow().switchedOff =
                        Map.of(NotificationType.INVESTMENT_UPDATE, Set.of(EMAIL)));

        NotificationJobResult result = result(handler.handle(job(DATABASE, EMAIL)));

        assertThat(result.channels())
                .extracting(ChannelResult::status, ChannelResult::reason)
                .containsExactly(
                        tuple(ChannelResult.Status.SENT, null),
                        tuple(ChannelResult.Status.FAILED, "the user has switched it off"));
        assertThat(inbox()).hasSize(1);
        assertThat(mails()).isEmpty();
    }

    @Test
    void failsForGoodWhenTheUserIsUnknown() {
        user = new Person(UUID.randomUUID(), Role.FOUNDER, "Nobody", "nobody@test.angelwire.example");

        assertThat(handler.handle(job(DATABASE))).isEqualTo(JobOutcome.failed("there is no user with this id"));
        assertThat(events()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenItCannotCommit() {
        assertThatThrownBy(() -> handler.handle(new RunningJob<>(
                        QueueName.NOTIFICATIONS, jobId, "any", data("a title of " + "x".repeat(300), DATABASE), 1, 2)))
                .isInstanceOf(RuntimeException.class);

        assertThat(inbox()).isEmpty();
        assertThat(events()).isEmpty();
    }

    @Test
    void mailsATitleOfSeveralLinesUnderASubjectOfOne() {
        handler.handle(new RunningJob<>(
                QueueName.NOTIFICATIONS, jobId, "any", data("Hello\r\nBcc: all@example.com", EMAIL), 1, 2));

        assertThat(((EmailJobData) mails().get(0).payload()).subject()).isEqualTo("Hello Bcc: all@example.com");
    }

    @Test
    void consumesItsQueue() {
        Job job = Job.of("investment_notification", data("New Investment Received", DATABASE, EMAIL))
                .withId(jobId);

        producer.enqueue(QueueName.NOTIFICATIONS, job).toCompletableFuture().join();

        await().until(() -> !mails().isEmpty());
        assertThat(inbox()).hasSize(1);
    }

    private RunningJob<NotificationJobData> job(NotificationChannel... channels) {
        return new RunningJob<>(QueueName.NOTIFICATIONS, jobId, "any", data("New Investment Received", channels), 1, 2);
    }

    private NotificationJobData data(String title, NotificationChannel... channels) {
        return new NotificationJobData(
                user.id(),
                NotificationType.INVESTMENT_UPDATE,
                title,
                "Congratulations!",
                Map.of("investmentId", "42"),
                List.of(channels));
    }

    private static NotificationJobResult result(JobOutcome outcome) {
        return (NotificationJobResult) ((JobOutcome.Completed) outcome).result();
    }

    private List<Notification> inbox() {
        return QuarkusTransaction.requiringNew().call(() -> Notification.inbox(user.id(), 10));
    }

    private List<RealtimeEvent> events() {
        return outbox.events.stream()
                .filter(event -> event.room().equals(Room.user(user.id())))
                .toList();
    }

    private List<Job> mails() {
        return outbox.jobs.stream()
                .filter(sent -> sent.queue().equals(QueueName.EMAIL))
                .map(sent -> sent.job())
                .filter(job -> job.id().startsWith(jobId))
                .toList();
    }
}
