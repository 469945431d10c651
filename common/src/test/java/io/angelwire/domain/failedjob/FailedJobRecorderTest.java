package io.angelwire.domain.failedjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.domain.user.Role;
import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.job.deadletter.DeadLetter;
import io.angelwire.job.deadletter.DeadLetterConsumer;
import io.angelwire.outbox.Outbox;
import io.angelwire.testing.Investing;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class FailedJobRecorderTest {

    private final QueueName queue =
            new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));

    @Inject
    FailedJobRecorder recorder;

    @Inject
    Outbox outbox;

    @Inject
    EntityManager entities;

    @Inject
    Redis redis;

    @BeforeEach
    void oneAdmin() {
        QuarkusTransaction.requiringNew().run(() -> {
            if (count("users where role = 'ADMIN'") == 0) {
                Investing.person(Role.ADMIN);
            }
            entities.createNativeQuery("delete from outbox").executeUpdate();
            entities.createNativeQuery("delete from failed_jobs").executeUpdate();
            entities.createNativeQuery("delete from admin_alerts").executeUpdate();
        });
    }

    @Test
    void storesADeadLetterOnceAndAlertsTheAdminsOnce() {
        Job job = Job.of("process_payment", Map.of("investmentId", "x"));
        QuarkusTransaction.requiringNew().run(() -> outbox.enqueue(queue, job));
        DeadLetter letter = new DeadLetter(queue, "1-0", job.id(), job.name(), "{\"n\":1}", "", "no\0route", 3);

        assertThat(recorder.handle(letter, () -> false)).isTrue();
        assertThat(recorder.handle(letter, () -> false)).isTrue();

        assertThat(total("failed_jobs where queue_name = '" + queue + "' and attempts = 3"))
                .isEqualTo(1);
        assertThat(total("outbox where name = 'admin_alert' and target = 'notifications'"))
                .isEqualTo(total("users where role = 'ADMIN'"));
        // The job has ended, so its own row has gone.
        assertThat(total("outbox where id = '" + job.id() + "'")).isZero();
    }

    @Test
    void anAlertThatFailsAlertsNobody() {
        recorder.handle(new DeadLetter(queue, "1-0", "a", "admin_alert", "{}", "", "no mailbox", 2), () -> false);

        assertThat(total("failed_jobs")).isEqualTo(1);
        assertThat(total("outbox where name = 'admin_alert'")).isZero();
    }

    @Test
    void whatAnAlertHasMadeAlertsNobodyWhenItFails() {
        recorder.handle(letter("process_payment", "paid"), () -> false);
        String alert = QuarkusTransaction.requiringNew().call(() -> (String)
                entities.createNativeQuery("select min(id) from outbox where kind = 'job' and name = 'admin_alert'")
                        .getSingleResult());
        entitiesDo("delete from outbox");

        recorder.handle(letter("notification_email", alert + ".email"), () -> false);

        assertThat(total("failed_jobs where job_name = 'notification_email'")).isEqualTo(1);
        assertThat(total("outbox")).isZero();
    }

    @Test
    void takesDeadLettersOffTheirStream() {
        DeadLetterConsumer consumer = new DeadLetterConsumer(queue, redis, recorder);
        consumer.start();
        String stream = "queue:{" + queue + "}:dead";
        for (String payload : new String[] {"{\"n\":1}", "not json"}) {
            send(Request.cmd(Command.XADD)
                    .arg(stream)
                    .arg("*")
                    .arg("id")
                    .arg(payload)
                    .arg("job")
                    .arg("0 0 0 work \n" + payload)
                    .arg("reason")
                    .arg("r")
                    .arg("attempts")
                    .arg("3"));
        }

        await().until(() -> total("failed_jobs where queue_name = '" + queue + "'") == 2);
        await().until(() -> redis.send(Request.cmd(Command.XLEN).arg(stream))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS)
                        .toInteger()
                == 0);
        consumer.stop();
    }

    private DeadLetter letter(String jobName, String jobId) {
        return new DeadLetter(queue, "1-0", jobId, jobName, "{}", "", "no route", 3);
    }

    private void entitiesDo(String sql) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery(sql).executeUpdate());
    }

    private void send(Request request) {
        redis.send(request).toCompletionStage().toCompletableFuture().join();
    }

    private long total(String from) {
        return QuarkusTransaction.requiringNew().call(() -> count(from));
    }

    private long count(String from) {
        return ((Number) entities.createNativeQuery("select count(*) from " + from)
                        .getSingleResult())
                .longValue();
    }
}
