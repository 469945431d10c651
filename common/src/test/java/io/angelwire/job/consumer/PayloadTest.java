package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.AesGcmPayloadCipher;
import io.angelwire.job.ChildResult;
import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.PayloadTooLargeException;
import io.angelwire.job.QueueName;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.MemoryGuard;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.job.schedule.RedisSchedules;
import io.angelwire.job.schedule.Schedule;
import io.angelwire.job.schedule.ScheduleTicker;
import io.angelwire.job.schedule.Timing;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a job carries: its payload's size and secrecy, and the trace of what caused it. */
class PayloadTest extends QueueTest {

    private static final String OLD_KEY = Base64.getEncoder().encodeToString(new byte[16]);
    private static final String KEY = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());

    @Test
    void aPayloadThatIsTooLargeIsRefusedWithItsSize() {
        String text = "é".repeat(QueueFixture.LARGEST_PAYLOAD / 2);
        assertThatThrownBy(() -> fixture.enqueue(Job.of("work", text)))
                .isInstanceOf(PayloadTooLargeException.class)
                .hasMessageContaining("10002 bytes")
                .hasMessageContaining("10000");
        fixture.enqueue(Job.of("work", text.substring(1)));
        assertThat(fixture.counts().waiting()).isEqualTo(1);
    }

    @Test
    void anEncryptedPayloadIsReadableForItsHandlerAlone() {
        PayloadCipher cipher = new AesGcmPayloadCipher(Map.of("k1", KEY), "k1", Set.of(fixture.queue));
        AtomicReference<JsonNode> seen = new AtomicReference<>();
        RedisJobProducer producer = new RedisJobProducer(
                new ScriptRunner(fixture.redis),
                new ObjectMapper(),
                cipher,
                new MemoryGuard(fixture.scripts, 1),
                QueueFixture.LARGEST_PAYLOAD,
                Partitions.NONE);
        Job job = Job.of("work", Map.of("name", "Ada"));
        fixture.await(producer.enqueue(fixture.queue, job));

        assertThat(fixture.details(job).payload()).startsWith("\"enc:v1:k1:").doesNotContain("Ada");
        fixture.consume(
                fixture.settings(),
                handler(running -> {
                    seen.set(running.payload());
                    return JobOutcome.completed(Map.of("hello", "Ada"));
                }),
                cipher);

        await().until(() -> fixture.counts().completed() == 1);
        assertThat(seen.get().get("name").asText()).isEqualTo("Ada");
        assertThat(fixture.details(job).result()).startsWith("\"enc:v1:k1:");
        assertThat(cipher.decrypt(fixture.queue, job.id(), fixture.details(job).result()))
                .isEqualTo("{\"hello\":\"Ada\"}");
    }

    @Test
    void aParentReadsTheEncryptedResultsOfItsChildren() {
        PayloadCipher cipher = new AesGcmPayloadCipher(Map.of("k1", KEY), "k1", Set.of(fixture.queue));
        AtomicReference<ChildResult> seen = new AtomicReference<>();
        Job parent = Job.of("parent", Map.of());
        Job child = Job.of("child", Map.of());
        fixture.await(fixture.producer.enqueue(
                JobFlow.of(fixture.queue, parent).waitingFor(JobFlow.of(fixture.queue, child))));
        fixture.consume(
                fixture.settings(),
                handler(running -> {
                    running.children().forEach(seen::set);
                    return JobOutcome.completed(Map.of("name", "Ada"));
                }),
                cipher);

        await().until(() -> fixture.counts().completed() == 2);
        assertThat(seen.get().result()).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(fixture.details(parent).children().get(0).result())
                .startsWith("\"enc:v1:k1:")
                .doesNotContain("Ada");
    }

    @Test
    void aSchedulesPayloadIsKeptEncryptedAndReadableForItsJobsHandler() {
        PayloadCipher cipher = new AesGcmPayloadCipher(Map.of("k1", KEY), "k1", Set.of(fixture.queue));
        Schedule schedule =
                Schedule.of(fixture.queue, "s", Timing.every(Duration.ofMillis(100)), "work", Map.of("name", "Ada"));
        RedisSchedules plain = schedules(PayloadCipher.NONE);
        RedisSchedules sealed = schedules(cipher);
        assertThat(fixture.await(plain.put(schedule))).isTrue();

        assertThat(fixture.await(sealed.put(schedule)))
                .as("it was not encrypted")
                .isTrue();
        assertThat(fixture.await(sealed.put(schedule))).isFalse();
        assertThat(fixture.await(sealed.put(schedule.withOptions(JobOptions.DEFAULT.withAttempts(1)))))
                .isTrue();

        assertThat(fixture.send(Command.HGET, fixture.key("schedules"), "s").toString())
                .contains("enc:v1:k1:")
                .doesNotContain("Ada");
        AtomicReference<JsonNode> seen = new AtomicReference<>();
        fixture.consume(
                fixture.settings(),
                handler(running -> {
                    seen.set(running.payload());
                    return JobOutcome.completed(null);
                }),
                cipher);
        ScheduleTicker ticker = new ScheduleTicker(fixture.queue, sealed, List.of());
        ticker.start();
        await().until(() -> seen.get() != null);
        ticker.stop();
        assertThat(seen.get().get("name").asText()).isEqualTo("Ada");
    }

    private RedisSchedules schedules(PayloadCipher cipher) {
        return new RedisSchedules(fixture.redis, fixture.producer, cipher, Partitions.NONE);
    }

    @Test
    void keysCanBeRotatedAndCiphertextsBelongToTheirJobs() {
        QueueName queue = fixture.queue;
        String old = new AesGcmPayloadCipher(Map.of("old", OLD_KEY), "old", Set.of(queue)).encrypt(queue, "1", "{}");
        PayloadCipher rotated = new AesGcmPayloadCipher(Map.of("old", OLD_KEY, "new", KEY), "new", Set.of(queue));
        assertThat(rotated.decrypt(queue, "1", old)).isEqualTo("{}");
        assertThat(rotated.encrypt(queue, "1", "{}")).startsWith("\"enc:v1:new:");
        assertThat(rotated.encrypt(queue, "1", old)).isEqualTo(old);
        assertThat(rotated.encrypt(new QueueName("other"), "1", "{}")).isEqualTo("{}");
        assertThatThrownBy(() -> rotated.decrypt(queue, "2", old)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rotated.decrypt(queue, "1", old.replace("old", "lost")))
                .hasMessageContaining("not known");
        assertThatThrownBy(() -> new AesGcmPayloadCipher(Map.of("k", "c2hvcnQ="), "k", Set.of()))
                .hasMessageContaining("16, 24 or 32 bytes")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void aPayloadThatCannotBeDecryptedFailsTheJobForGood() {
        fixture.enqueue(Job.of("work", "enc:v1:lost:AAAA"));
        fixture.consume(
                fixture.settings(),
                handler(job -> JobOutcome.completed(null)),
                new AesGcmPayloadCipher(Map.of("k1", KEY), "k1", Set.of(fixture.queue)));

        await().until(() -> fixture.counts().failed() == 1);
        assertThat(fixture.newest("dead")).extractingByKey("reason").asString().contains("key is not known");
    }

    @Test
    void theTraceTravelsFromTheProducerToTheHandler() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        AtomicReference<String> seen = new AtomicReference<>();
        Job job = fixture.job().withOptions(JobOptions.DEFAULT.withTrace(trace));
        fixture.enqueue(job);
        fixture.consume(running -> {
            seen.set(running.trace());
            return running.attempt() == 1 ? JobOutcome.retry("once more") : JobOutcome.completed(null);
        });
        await().until(() -> fixture.counts().completed() == 1);
        assertThat(seen).hasValue(trace);
        assertThat(fixture.details(job).trace()).isEqualTo(trace);
    }

    @Test
    void whatNoProducerHasWrittenBecomesADeadLetterAndHoldsUpNobody() {
        fixture.send(Command.XADD, fixture.key("stream"), "*", "foo", "bar");
        fixture.send(Command.XADD, fixture.key("stream"), "*", "x", "nonsense");
        fixture.enqueue(fixture.job());
        fixture.consume(job -> JobOutcome.completed(null));

        await().until(() -> fixture.counts().failed() == 2 && fixture.counts().completed() == 1);
        assertThat(fixture.counts().active()).isZero();
        assertThat(fixture.newest("dead")).extractingByKey("reason").asString().startsWith("not a job");
    }

    private JobHandler<JsonNode> handler(QueueFixture.Work work) {
        return fixture.handler(work);
    }
}
