package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.local.client.UnexpectedAnswerException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the tests of the whole platform share: it runs, and an investment's traces are counted exactly.
 *
 * <p>Tests of one class run side by side; those that stop a part of the platform lock {@link Platform#RUNNING}.
 */
@ExtendWith(Platform.class)
abstract class EndToEnd {

    static final List<String> PAID = List.of(
            "New investment in Solar Kites",
            "We received your investment in Solar Kites",
            "Your investment in Solar Kites is complete");
    static final List<String> DECLINED = List.of(
            "New investment in Solar Kites",
            "We received your investment in Solar Kites",
            "Your investment in Solar Kites could not be processed");

    final Platform platform = Platform.get();

    /** Long enough for a killed service to come back on two busy cores; it may refuse requests meanwhile. */
    static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsInstanceOf(UnexpectedAnswerException.class);
    }

    void awaitStatus(UUID investment, String status) {
        eventually().untilAsserted(() -> assertThat(platform.status(investment)).isEqualTo(status));
    }

    /** One payment, one charge, one journal, each mail and each notification once, and nothing left to do. */
    void assertPaidExactlyOnce(UUID investment) {
        awaitStatus(investment, "COMPLETED");
        awaitTraces(investment, PAID);
        assertThat(platform.count("payments where investment_id = ? and status = 'COMPLETED'", investment))
                .isEqualTo(1);
        assertThat(charges(investment)).isEqualTo(1);
        assertThat(platform.count(
                        "ledger_journals where key = 'payment:' || (select id from payments where investment_id = ?)",
                        investment))
                .isEqualTo(1);
        assertLedgerBalances();
        assertThat(notifications(investment, platform.investor().userId(), "Investment Created"))
                .isEqualTo(1);
        assertThat(notifications(investment, platform.investor().userId(), "Investment Completed"))
                .isEqualTo(1);
        assertThat(notifications(investment, platform.founder().userId(), "New Investment Received"))
                .isEqualTo(1);
    }

    /** The mails are there, no job is under way any more, and then there still are just those. */
    void awaitTraces(UUID investment, List<String> mails) {
        eventually()
                .untilAsserted(() -> assertThat(platform.mailsAbout(investment)).isEqualTo(mails));
        // What is due tomorrow, the clean-up of documents, is not waited for.
        eventually()
                .untilAsserted(() -> assertThat(platform.count("outbox where target <> 'cleanup'"))
                        .isZero());
        assertThat(platform.mailsAbout(investment)).isEqualTo(mails);
    }

    long charges(UUID investment) {
        return platform.count(
                "sandbox_charges where idempotency_key = (select id from payments where investment_id = ?)",
                investment);
    }

    long notifications(UUID investment, UUID user, String title) {
        return platform.count(
                "notifications where user_id = ? and title = ? and data ->> 'investmentId' = ?",
                user,
                title,
                investment.toString());
    }

    void assertLedgerBalances() {
        assertThat(platform.number("select coalesce(sum(amount_minor), 0) from ledger_entries"))
                .isZero();
    }
}
