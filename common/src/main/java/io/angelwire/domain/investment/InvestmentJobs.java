package io.angelwire.domain.investment;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.money.MoneyFormat;
import io.angelwire.domain.notification.Excerpt;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.payment.PaymentJobData;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The jobs that follow from an investment, with what they tell people. */
final class InvestmentJobs {

    /** As the description has it. Nothing cancels the mail, so its text holds whatever the payment has come to by then. */
    private static final Duration CONFIRMATION_DELAY = Duration.ofSeconds(5);

    private InvestmentJobs() {}

    static Job payment(Investment investment) {
        return Job.of(
                PaymentJobData.JOB_NAME,
                new PaymentJobData(
                        investment.id,
                        investment.amount().getAmount(),
                        investment.currency,
                        investment.paymentMethod,
                        null));
    }

    static Job confirmationEmail(Investment investment) {
        String startup = investment.pitch.startup.name;
        Map<String, Object> variables = Map.of(
                "investmentId",
                investment.id.toString(),
                "investorName",
                investment.investor.name,
                "startupName",
                startup,
                "pitchTitle",
                investment.pitch.title,
                "amount",
                MoneyFormat.english(investment.amount()));
        EmailJobData mail = new EmailJobData(
                investment.investor.email,
                // A startup's name may be as long as a subject alone.
                Excerpt.of("We received your investment in " + startup, EmailJobData.LONGEST_SUBJECT),
                "investment-confirmation",
                variables);
        return Job.of("investment_confirmation", mail).withOptions(JobOptions.DEFAULT.withDelay(CONFIRMATION_DELAY));
    }

    static Job founderNotification(Investment investment) {
        return notification(
                "investment_notification",
                investment,
                investment.founderId(),
                "New Investment Received",
                "Congratulations! You have received a new investment.",
                NotificationChannel.DATABASE,
                NotificationChannel.EMAIL);
    }

    static Job createdNotification(Investment investment) {
        return notification(
                "investment_notifications",
                investment,
                investment.investor.id,
                "Investment Created",
                "Your investment of " + MoneyFormat.english(investment.amount()) + " has been created.",
                NotificationChannel.DATABASE);
    }

    static Job completedNotification(Investment investment) {
        return notification(
                "investment_completed",
                investment,
                investment.investor.id,
                "Investment Completed",
                "Your investment has been successfully processed.",
                NotificationChannel.DATABASE,
                NotificationChannel.EMAIL);
    }

    static Job failedNotification(Investment investment) {
        return notification(
                "investment_failed",
                investment,
                investment.investor.id,
                "Investment Failed",
                "Your investment of " + MoneyFormat.english(investment.amount()) + " could not be processed: "
                        + investment.failureReason,
                NotificationChannel.DATABASE,
                NotificationChannel.EMAIL);
    }

    static Job cancelledNotification(Investment investment) {
        return notification(
                "investment_cancelled",
                investment,
                investment.founderId(),
                "Investment Cancelled",
                "An investment of " + MoneyFormat.english(investment.amount()) + " in " + investment.pitch.startup.name
                        + " was cancelled by its investor.",
                NotificationChannel.DATABASE);
    }

    /** What a party is told of an investment. */
    static Job notification(
            String job,
            Investment investment,
            UUID userId,
            String title,
            String content,
            NotificationChannel... channels) {
        Map<String, Object> data = new HashMap<>(Map.of(
                "investmentId",
                investment.id.toString(),
                "pitchId",
                investment.pitch.id.toString(),
                "amount",
                investment.amount().getAmount().toPlainString(),
                "currency",
                investment.currency,
                "startupName",
                investment.pitch.startup.name,
                "pitchTitle",
                investment.pitch.title));
        if (investment.failureReason != null) {
            data.put("reason", investment.failureReason);
        }
        return Job.of(
                job,
                new NotificationJobData(
                        userId, NotificationType.INVESTMENT_UPDATE, title, content, data, List.of(channels)));
    }
}
