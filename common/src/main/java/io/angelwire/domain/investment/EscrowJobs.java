package io.angelwire.domain.investment;

import io.angelwire.domain.money.MoneyFormat;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.payment.Refund;
import io.angelwire.domain.payment.RefundJobData;
import io.angelwire.domain.payment.ReleaseJobData;
import io.angelwire.job.Job;
import java.util.List;
import java.util.UUID;

/** The jobs that follow from what happens to money in escrow, with what they tell people. */
final class EscrowJobs {

    private EscrowJobs() {}

    static Job refund(Refund refund) {
        return Job.of(RefundJobData.JOB_NAME, new RefundJobData(refund.id, refund.investmentId));
    }

    static Job release(Investment investment) {
        return Job.of(ReleaseJobData.JOB_NAME, new ReleaseJobData(investment.id));
    }

    static List<Job> refunded(Investment investment) {
        String amount = MoneyFormat.english(investment.amount());
        String startup = investment.pitch.startup.name;
        return List.of(
                told(
                        "investment_refunded",
                        investment,
                        investment.investor.id,
                        "Investment Refunded",
                        "Your investment of " + amount + " in " + startup + " has been refunded."),
                told(
                        "investment_refunded",
                        investment,
                        investment.founderId(),
                        "Investment Refunded",
                        "An investment of " + amount + " in " + startup + " has been refunded to its investor."));
    }

    static Job refundDeclined(Investment investment, UUID requestedBy) {
        return told(
                "refund_declined",
                investment,
                requestedBy,
                "Refund Declined",
                "The payment provider has declined the refund of " + MoneyFormat.english(investment.amount()) + " from "
                        + investment.pitch.startup.name + ". The money is still in escrow.");
    }

    static List<Job> released(Investment investment) {
        String amount = MoneyFormat.english(investment.amount());
        String startup = investment.pitch.startup.name;
        return List.of(
                told(
                        "escrow_released",
                        investment,
                        investment.founderId(),
                        "Escrow Released",
                        "An investment of " + amount + " has been released from escrow to " + startup + "."),
                told(
                        "escrow_released",
                        investment,
                        investment.investor.id,
                        "Escrow Released",
                        "Your investment of " + amount + " has been released from escrow to " + startup + "."));
    }

    private static Job told(String job, Investment investment, UUID userId, String title, String content) {
        return InvestmentJobs.notification(
                job, investment, userId, title, content, NotificationChannel.DATABASE, NotificationChannel.EMAIL);
    }
}
