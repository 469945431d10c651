package io.angelwire.email;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.email.delivery.EmailDelivery;
import io.angelwire.email.delivery.EmailDeliveryLedger;
import io.angelwire.email.delivery.EmailDeliveryLedger.Begin;
import io.angelwire.email.smtp.OutgoingMail;
import io.angelwire.email.smtp.SmtpFailure;
import io.angelwire.email.smtp.SmtpTransport;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Sends one mail for each job of queue {@code email}.
 *
 * <p>The ledger says whether the job's mail went out: a rerun after that sends nothing. SMTP has no transaction, so a
 * process that dies between the server's "250" and the ledger's SENT sends again; the Message-ID is the same then,
 * and mail systems drop the second copy by it. The other order, SENT first, would lose mails instead.
 *
 * <p>Attempts are for what the server says of this mail. While it can't be reached the mail waits, for a day at most.
 */
@ApplicationScoped
public class EmailHandler implements JobHandler<EmailJobData> {

    private static final Logger LOG = Logger.getLogger(EmailHandler.class);

    private static final Duration WHILE_ANOTHER_RUN_SENDS = Duration.ofSeconds(2);
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_OUTAGE = Duration.ofDays(1);
    private static final Duration LONGEST_RECORDING = Duration.ofMinutes(1);
    private static final Duration BETWEEN_RECORDINGS = Duration.ofMillis(500);

    private final EmailComposer composer;
    private final EmailDeliveryLedger ledger;
    private final SmtpTransport transport;

    EmailHandler(EmailComposer composer, EmailDeliveryLedger ledger, SmtpTransport transport) {
        this.composer = composer;
        this.ledger = ledger;
        this.transport = transport;
    }

    @Override
    public QueueName queue() {
        return QueueName.EMAIL;
    }

    @Override
    public Class<EmailJobData> payloadType() {
        return EmailJobData.class;
    }

    @Override
    public JobOutcome handle(RunningJob<EmailJobData> job) {
        OutgoingMail mail;
        try {
            mail = composer.compose(job.payload());
        } catch (InvalidEmailException e) {
            return JobOutcome.failed(e.getMessage());
        }
        Begin begin =
                ledger.begin(job.id(), job.payload().template(), mail.getTo().get(0));
        if (begin instanceof Begin.AlreadySent earlier) {
            return JobOutcome.completed(EmailJobResult.of(earlier.delivery()));
        }
        return begin instanceof Begin.Send own
                ? send(job, mail, own.delivery())
                : JobOutcome.snooze(WHILE_ANOTHER_RUN_SENDS);
    }

    private JobOutcome send(RunningJob<?> job, OutgoingMail mail, EmailDelivery delivery) {
        mail.addHeader("Message-ID", delivery.messageId);
        try {
            transport.send(mail).await().indefinitely();
        } catch (RuntimeException e) {
            return notSent(job, delivery, SmtpFailure.of(e, mail));
        }
        EmailDelivery sent = recordSent(delivery);
        LOG.debugf("Job %s: sent %s", job.id(), sent.messageId);
        return JobOutcome.completed(EmailJobResult.of(sent));
    }

    /** The mail is out: if the database is away just now, waiting for it is what keeps the mail from being sent again. */
    private EmailDelivery recordSent(EmailDelivery delivery) {
        long giveUpNanos = System.nanoTime() + LONGEST_RECORDING.toNanos();
        while (true) {
            try {
                return ledger.sent(delivery);
            } catch (RuntimeException e) {
                if (System.nanoTime() - giveUpNanos > 0) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private static void pause(RuntimeException because) {
        try {
            Thread.sleep(BETWEEN_RECORDINGS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw because;
        }
    }

    private JobOutcome notSent(RunningJob<?> job, EmailDelivery delivery, SmtpFailure failure) {
        return switch (failure.kind()) {
            case NOT_TRIED -> waitForTheServer(job, delivery, failure);
            case TRANSIENT -> {
                if (job.isLastAttempt()) {
                    ledger.failed(delivery, failure.reason());
                } else {
                    ledger.failedForNow(delivery);
                }
                yield JobOutcome.retry(failure.reason());
            }
            case UNANSWERED -> {
                // The next attempt waits until this mail can't go out any more: nothing is released here.
                if (job.isLastAttempt()) {
                    ledger.failed(delivery, failure.reason());
                }
                yield JobOutcome.retry(failure.reason());
            }
            case PERMANENT -> {
                ledger.failed(delivery, failure.reason());
                yield JobOutcome.failed(failure.reason());
            }
        };
    }

    /** Asks again after as long as it has taken so far, so that a short outage costs little and a long one few calls. */
    private JobOutcome waitForTheServer(RunningJob<?> job, EmailDelivery delivery, SmtpFailure failure) {
        Duration outage = Duration.between(ledger.notTried(delivery), Instant.now());
        if (outage.compareTo(LONGEST_OUTAGE) > 0) {
            ledger.failed(delivery, failure.reason());
            return JobOutcome.failed(failure.reason() + ", for more than " + LONGEST_OUTAGE.toHours() + " hours");
        }
        if (delivery.waitingSince == null) {
            LOG.warnf("Job %s: the mail waits: %s", job.id(), failure.reason());
        }
        if (outage.compareTo(SHORTEST_WAIT) < 0) {
            return JobOutcome.snooze(SHORTEST_WAIT);
        }
        return JobOutcome.snooze(outage.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : outage);
    }
}
