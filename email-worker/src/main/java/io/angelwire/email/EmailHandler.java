package io.angelwire.email;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.email.delivery.EmailDelivery;
import io.angelwire.email.delivery.EmailDeliveryLedger;
import io.angelwire.email.smtp.SmtpFailure;
import io.angelwire.email.smtp.SmtpTransport;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Sends one mail for each job of queue {@code email}.
 *
 * <p>The ledger says whether the job's mail went out: a rerun after that sends nothing. SMTP has no transaction, so a
 * process that dies between the server's "250" and the ledger's SENT sends again; the Message-ID is the same then,
 * and mail systems drop the second copy by it. The other order, SENT first, would lose mails instead.
 */
@ApplicationScoped
public class EmailHandler implements JobHandler<EmailJobData> {

    private static final Logger LOG = Logger.getLogger(EmailHandler.class);

    /** As long as the circuit stays open, see {@link SmtpTransport}. */
    private static final Duration WHILE_SMTP_IS_DOWN = Duration.ofSeconds(5);

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
        MailMessage mail;
        try {
            mail = composer.compose(job.payload());
        } catch (InvalidEmailException e) {
            return JobOutcome.failed(e.getMessage());
        }
        EmailDelivery delivery =
                ledger.begin(job.id(), job.payload().template(), mail.getTo().get(0));
        if (delivery.isSent()) {
            return JobOutcome.completed(EmailJobResult.of(delivery));
        }
        mail.addHeader("Message-ID", delivery.messageId);
        try {
            transport.send(mail).await().indefinitely();
        } catch (RuntimeException e) {
            return notSent(job, SmtpFailure.of(e));
        }
        EmailDelivery sent = ledger.sent(job.id());
        LOG.debugf("Job %s: sent %s", job.id(), sent.messageId);
        return JobOutcome.completed(EmailJobResult.of(sent));
    }

    private JobOutcome notSent(RunningJob<?> job, SmtpFailure failure) {
        return switch (failure.kind()) {
            case NOT_TRIED -> JobOutcome.snooze(WHILE_SMTP_IS_DOWN);
            case TRANSIENT -> {
                if (job.isLastAttempt()) {
                    ledger.failed(job.id(), failure.reason());
                }
                yield JobOutcome.retry(failure.reason());
            }
            case PERMANENT -> {
                ledger.failed(job.id(), failure.reason());
                yield JobOutcome.failed(failure.reason());
            }
        };
    }
}
