package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.local.Service;
import io.angelwire.local.client.Mail;
import io.angelwire.local.process.SupervisedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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

        SupervisedProcess redis = platform.stack().redis();
        redis.crash();
        deleteContent(platform.stack().directory().root().resolve("redis"));
        redis.start();
        redis.awaitReady(START);
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
    void aProviderThatIsAwayForTwoCallsIsAskedAThirdTimeAfterDoublingWaits() {
        UUID investment = platform.invest("12503").id();
        assertPaidExactlyOnce(investment);

        assertThat(platform.number(
                        "select calls from sandbox_calls where idempotency_key ="
                                + " (select id from payments where investment_id = ?)",
                        investment))
                .isEqualTo(3);
        // 500 ms, then 1 s, as configured for these tests.
        assertThat(platform.number(
                        "select (extract(epoch from processed_at - created_at) * 1000)::bigint from payments"
                                + " where investment_id = ?",
                        investment))
                .isGreaterThanOrEqualTo(1_500);
    }

    @Test
    void aJobThatFailsForGoodIsStoredAndAlertsTheAdmin() {
        UUID investment = platform.invest("19503").id();
        eventually()
                .until(() -> platform.count(
                                "failed_jobs where queue_name = 'payments' and job_name = 'process_payment'"
                                        + " and attempts = 3 and payload like ?",
                                "%" + investment + "%")
                        == 1);
        String job = platform.text("select job_id from failed_jobs where payload like ?", "%" + investment + "%");
        eventually()
                .until(() -> platform.count(
                                "notifications where user_id = ? and title = 'Job Failed Permanently' and data ->> 'jobId' = ?",
                                platform.admin().userId(),
                                job)
                        == 1);
        eventually().untilAsserted(() -> assertThat(alertsAbout(job)).isEqualTo(1));
        eventually().untilAsserted(() -> assertThat(platform.count("outbox")).isZero());

        // Whether the provider has charged is not known, so nothing is guessed.
        assertThat(platform.status(investment)).isEqualTo("PROCESSING");
        assertThat(charges(investment)).isZero();
        assertThat(alertsAbout(job)).isEqualTo(1);
        assertLedgerBalances();
    }

    private long alertsAbout(String job) {
        return platform.mails().stream()
                .filter(mail -> mail.to().equals(platform.admin().email()))
                .map(Mail::text)
                .filter(text -> text.contains(job))
                .count();
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
