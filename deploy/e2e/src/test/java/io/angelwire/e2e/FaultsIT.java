package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.local.Service;
import io.angelwire.local.process.SupervisedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(Platform.RUNNING)
class FaultsIT extends EndToEnd {

    private static final Duration START = Duration.ofSeconds(90);

    @Test
    void aPaymentSurvivesItsWorkerBeingKilledTwiceInTheMiddle() throws Exception {
        SupervisedProcess worker = platform.stack().service(Service.PAYMENT_WORKER);
        // Charged at once, answered after 3 s, each time: the kill falls between the charge and the ledger.
        UUID investment = platform.invest("13407").id();
        eventually().until(() -> charges(investment) == 1);
        worker.crash();
        assertThat(platform.status(investment)).isEqualTo("PROCESSING");
        worker.start();
        worker.awaitReady(START);
        eventually().until(() -> Files.readString(worker.log()).contains(" of its jobs run again"));
        worker.crash();
        worker.start();

        assertPaidExactlyOnce(investment);
        assertThat(platform.count(
                        "sandbox_calls where calls = 1 and idempotency_key ="
                                + " (select id from payments where investment_id = ?)",
                        investment))
                .isEqualTo(1);
    }

    @Test
    void nothingAcceptedIsLostWhenRedisLosesAllItsData() throws Exception {
        SupervisedProcess worker = platform.stack().service(Service.PAYMENT_WORKER);
        worker.crash();
        UUID investment = platform.invest("26000").id();
        // Redis has the job now, and nobody has run it.
        eventually()
                .until(() -> platform.count("outbox where name = 'process_payment' and pushed_epoch is not null") == 1);

        emptyRedis();
        worker.start();

        assertPaidExactlyOnce(investment);
    }

    @Test
    void nothingAcceptedIsLostWhenTheGatewayDiesRightAfterItsAnswer() throws Exception {
        SupervisedProcess gateway = platform.stack().service(Service.API_GATEWAY);
        UUID investment = platform.invest("27000").id();
        gateway.crash();
        gateway.start();
        gateway.awaitReady(START);

        assertPaidExactlyOnce(investment);
    }

    @Test
    void nothingIsLostWhenPostgresDiesMeanwhile() throws Exception {
        UUID investment = platform.invest("28000").id();
        SupervisedProcess postgres = platform.stack().postgres();
        postgres.crash();
        postgres.start();
        postgres.awaitReady(START);

        assertPaidExactlyOnce(investment);
    }

    @Test
    @Tag("database-outage")
    void nothingIsLostWhenPostgresIsAwayForLongerThanAllAttempts() throws Exception {
        // Charged at once, answered after 3 s: the payment is under way when the database goes.
        UUID investment = platform.invest("13408").id();
        eventually().until(() -> charges(investment) == 1);
        SupervisedProcess postgres = platform.stack().postgres();
        postgres.crash();
        // The answer, three attempts that wait 2 s for a connection, as these tests have it, and the pauses between.
        pass(Duration.ofSeconds(12));
        postgres.start();
        postgres.awaitReady(START);
        // The gateway may notice by a request that fails that its connections are broken.
        eventually().ignoreExceptions().until(() -> platform.status(investment) != null);

        assertPaidExactlyOnce(investment);
    }

    @Test
    void noMailIsLostWhenTheMailServerIsAwayForLongerThanAllAttempts() throws Exception {
        SupervisedProcess mailbox = platform.stack().mailbox();
        mailbox.crash();
        UUID investment = platform.invest("29000").id();
        // Three attempts would be over after 2 s + 4 s; the next that is made all the same is after 8 s.
        eventually()
                .until(() ->
                        platform.count("email_deliveries where waiting_since < now() - interval '6500 milliseconds'")
                                == PAID.size());
        mailbox.start();
        mailbox.awaitReady(START);

        assertPaidExactlyOnce(investment);
        assertThat(platform.count("failed_jobs where queue_name = 'email'")).isZero();
    }

    @Test
    void aMailIsSentOnceWhenRedisLosesAllItsDataMeanwhile() throws Exception {
        SupervisedProcess mailbox = platform.stack().mailbox();
        signal("STOP", mailbox);
        try {
            UUID investment = platform.invest("29500").id();
            eventually().until(() -> platform.count("email_deliveries where sending_until > now()") > 0);
            String before = platform.text("select max(pushed_epoch) from outbox where target = 'email'");
            emptyRedis();
            eventually().until(() -> platform.count("outbox where target = 'email' and pushed_epoch <> ?", before) > 0);
            // A second run that nothing holds back is at the mailbox by then.
            pass(Duration.ofSeconds(2));
            signal("CONT", mailbox);

            assertPaidExactlyOnce(investment);
        } finally {
            signal("CONT", mailbox);
        }
    }

    private void emptyRedis() throws InterruptedException {
        SupervisedProcess redis = platform.stack().redis();
        redis.crash();
        deleteContent(platform.stack().directory().redis());
        redis.start();
        redis.awaitReady(START);
    }

    private static void signal(String name, SupervisedProcess process) throws IOException, InterruptedException {
        long pid = process.handle().orElseThrow().pid();
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
    }

    /** For faults that consist in lasting; there is nothing to be seen meanwhile. */
    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    private static void deleteContent(Path folder) {
        try (Stream<Path> content = Files.walk(folder)) {
            content.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(folder))
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
