package io.angelwire.domain.failedjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.user.Role;
import io.angelwire.domain.user.User;
import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.job.deadletter.DeadLetter;
import io.angelwire.job.deadletter.DeadLetterConsumer;
import io.angelwire.job.deadletter.DeadLetterHandler;
import io.angelwire.outbox.OutboxSettlement;
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
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What admins hear of when jobs fail by the hundred. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class AdminAlertsTest {

    private final QueueName queue =
            new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));

    @Inject
    EntityManager entities;

    @Inject
    OutboxSettlement settlement;

    @Inject
    AlertConfig config;

    @Inject
    Redis redis;

    private final RecordingOutbox outbox = new RecordingOutbox();
    private AdminAlerts alerts;
    private FailedJobRecorder recorder;
    private Person admin;

    @BeforeEach
    void somebodyToAlert() {
        admin = Investing.person(Role.ADMIN);
        alerts = new AdminAlerts(entities, outbox, new AlertEvents(outbox), config);
        recorder = new FailedJobRecorder(entities, new DeadLetterLock(entities), settlement, alerts);
    }

    @Test
    void aStormIsOneAlertWhoseCountIsKept() {
        IntStream.rangeClosed(1, 25).forEach(n -> fail("send_receipt", "receipt-" + n));
        fail("process_payment", "payment-1");

        assertThat(notificationsFor(admin)).hasSize(2);
        assertThat(events()).containsExactly("admin_alert 1", "admin_alert 1");

        tell();
        tell();

        assertThat(notificationsFor(admin)).hasSize(2);
        assertThat(events()).containsExactly("admin_alert 1", "admin_alert 1", "admin_alert_updated 25");
        fail("send_receipt", "receipt-26");
        tell();
        assertThat(events()).endsWith("admin_alert_updated 26").hasSize(4);
        assertThat(count("admin_alerts where queue_name = '" + queue + "'")).isEqualTo(2);
    }

    @Test
    void itsNotificationIsUpdatedInItsPlaceAndStaysRead() {
        fail("work", "w-1");
        Job job = notificationsFor(admin).get(0);
        Instant read = Instant.parse("2026-01-01T00:00:00Z");
        store(job, read);

        fail("work", "w-2");
        fail("work", "w-3");
        tell();

        Notification updated = QuarkusTransaction.requiringNew()
                .call(() -> Notification.ofJob(job.id()).orElseThrow());
        assertThat(updated.content).startsWith("3 jobs work from " + queue).endsWith("the latest is w-3.");
        assertThat(updated.data).containsEntry("failures", 3).containsEntry("jobId", "w-3");
        assertThat(updated.title).isEqualTo("Job Failed Permanently");
        assertThat(updated.readAt).isEqualTo(read);
    }

    @Test
    void aNotificationThatIsMadeLateHasTheCountThatThereIsThen() {
        fail("work", "w-1");
        fail("work", "w-2");
        Job job = notificationsFor(admin).get(0);

        NotificationJobData now = QuarkusTransaction.requiringNew()
                .call(() -> alerts.current(job.id(), (NotificationJobData) job.payload()));

        assertThat(now.content()).startsWith("2 jobs work");
        assertThat(now.userId()).isEqualTo(admin.id());
        NotificationJobData other = QuarkusTransaction.requiringNew()
                .call(() ->
                        alerts.current("alert." + admin.id() + "." + admin.id(), (NotificationJobData) job.payload()));
        assertThat(other).isEqualTo(job.payload());
    }

    @Test
    void afterAQuietTimeTheNextFailureIsANewAlert() {
        fail("work", "w-1");
        fail("work", "w-2");
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update admin_alerts set last_failed_at = last_failed_at - "
                                + "interval '15 minutes', first_failed_at = first_failed_at - interval '20 minutes' "
                                + "where queue_name = :queue")
                        .setParameter("queue", queue.value())
                        .executeUpdate());

        fail("work", "w-3");
        fail("work", "w-4");

        assertThat(notificationsFor(admin)).hasSize(2).extracting(Job::id).doesNotHaveDuplicates();
        assertThat(count("admin_alerts where failures = 2 and queue_name = '" + queue + "'"))
                .isEqualTo(2);
    }

    @Test
    void severalRecordersAtOnceMakeOneAlertThatCountsAll() {
        List<CompletableFuture<Void>> recorders = IntStream.range(0, 4)
                .mapToObj(recorder ->
                        CompletableFuture.runAsync(() -> IntStream.range(0, 10).forEach(n -> {
                            fail("work", recorder + "-" + n);
                            tell();
                        })))
                .toList();
        recorders.forEach(CompletableFuture::join);
        tell();

        assertThat(notificationsFor(admin)).hasSize(1);
        assertThat(count("admin_alerts where failures = 40 and told_failures = 40 and queue_name = '" + queue + "'"))
                .isEqualTo(1);
        assertThat(events())
                .filteredOn(event -> event.startsWith("admin_alert "))
                .hasSize(1);
        assertThat(events()).contains("admin_alert_updated 40");
    }

    /** A process that died between counting and telling leaves the alert to any other. */
    @Test
    void whatADeadRecorderHasCountedIsToldByWhoeverStoresTheNextFailure() {
        fail("work", "w-1");
        fail("work", "w-2");
        QueueName another = new QueueName(queue + "-2");
        DeadLetterConsumer consumer = new DeadLetterConsumer(another, redis, new RecorderOutsideOfCdi());
        consumer.start();
        send(Request.cmd(Command.XADD)
                .arg("queue:{" + another + "}:dead")
                .arg("*")
                .arg("id")
                .arg("x-1")
                .arg("job")
                .arg("0 0 0 other \n{}")
                .arg("reason")
                .arg("r")
                .arg("attempts")
                .arg("3"));

        await().until(() -> events().contains("admin_alert_updated 2"));
        consumer.stop();
    }

    /** A transaction for each call, as the container makes them. */
    private final class RecorderOutsideOfCdi implements DeadLetterHandler {

        @Override
        public boolean handle(DeadLetter letter, BooleanSupplier withdrawn) {
            return QuarkusTransaction.requiringNew().call(() -> recorder.handle(letter, withdrawn));
        }

        @Override
        public void summarize() {
            QuarkusTransaction.requiringNew().run(recorder::summarize);
        }
    }

    private void fail(String jobName, String jobId) {
        QuarkusTransaction.requiringNew()
                .run(() -> recorder.handle(
                        new DeadLetter(queue, "1-0", jobId, jobName, "{}", "", "no route", 3), () -> false));
    }

    private void tell() {
        QuarkusTransaction.requiringNew().run(alerts::tell);
    }

    private void store(Job job, Instant readAt) {
        QuarkusTransaction.requiringNew().run(() -> {
            Notification notification =
                    Notification.of(job.id(), User.findById(admin.id()), (NotificationJobData) job.payload());
            notification.inInbox = true;
            notification.readAt = readAt;
            notification.persist();
        });
    }

    private List<Job> notificationsFor(Person person) {
        return outbox.jobs.stream()
                .map(RecordingOutbox.Enqueued::job)
                .filter(job -> ((NotificationJobData) job.payload()).userId().equals(person.id()))
                .toList();
    }

    /** Of this test's queue: the name and the count of each. */
    private List<String> events() {
        return outbox.events.stream()
                .filter(event -> event.room().equals(Room.admin("alerts")))
                .filter(event -> alert(event).queue().equals(queue.value()))
                .map(event -> event.name() + " " + alert(event).failures())
                .toList();
    }

    private static AlertEvents.Alert alert(RealtimeEvent event) {
        return ((AlertEvents.Data) event.data()).alert();
    }

    private void send(Request request) {
        redis.send(request).toCompletionStage().toCompletableFuture().join();
    }

    private long count(String from) {
        return QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery("select count(*) from " + from)
                                .getSingleResult())
                        .longValue());
    }
}
