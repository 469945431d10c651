package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.local.client.Mail;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The payment provider fails; everything else is well. */
class ProviderIT extends EndToEnd {

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
        eventually()
                .untilAsserted(() -> assertThat(platform.count("outbox where target <> 'cleanup'"))
                        .isZero());

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
}
