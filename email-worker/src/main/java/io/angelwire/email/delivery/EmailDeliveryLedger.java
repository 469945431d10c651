package io.angelwire.email.delivery;

import io.angelwire.email.smtp.SmtpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * The deliveries by job id. Each method is one short transaction, none spans the sending itself.
 *
 * <p>Two runs of one job may be at work at once: the first has lost its lease in Redis, or Redis its data, while the mail
 * server is slow. So a run holds the delivery for as long as sending may take, by the database's clock, and the other
 * waits. A lease in the row, not a lock of the session: it costs no connection, and survives one.
 */
@ApplicationScoped
public class EmailDeliveryLedger {

    /** What closing a silent connection may take beyond the time after which it is due. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private static final String BEGIN = """
            insert into email_deliveries as d
                (job_id, template, recipient_hash, message_id, status, attempts, created_at, updated_at, sending_until)
            values (:jobId, :template, :recipientHash, :messageId, 'SENDING', 1, now(), now(),
                    now() + :lease * interval '1 millisecond')
            on conflict (job_id) do update
                set status = 'SENDING', attempts = d.attempts + 1, failure_reason = null,
                    updated_at = excluded.updated_at, sending_until = excluded.sending_until
                where d.status <> 'SENT' and (d.sending_until is null or d.sending_until <= now())
            """;

    private final EntityManager entities;
    private final MessageIds messageIds;
    private final Duration longestSend;

    EmailDeliveryLedger(EntityManager entities, SmtpConfig smtp) {
        this.entities = entities;
        this.longestSend = smtp.idleTimeout().plus(MARGIN);
        this.messageIds = MessageIds.ofSender(smtp.from());
    }

    /** What a run finds. */
    public sealed interface Begin {

        /** The mail is this run's to send. */
        record Send(EmailDelivery delivery) implements Begin {}

        record AlreadySent(EmailDelivery delivery) implements Begin {}

        /** Another run of the job is sending the mail. */
        record Busy() implements Begin {}
    }

    @Transactional
    public Begin begin(String jobId, String template, String recipient) {
        int begun = entities.createNativeQuery(BEGIN)
                .setParameter("jobId", jobId)
                .setParameter("template", template)
                .setParameter("recipientHash", RecipientHash.of(recipient))
                .setParameter("messageId", messageIds.of(jobId))
                .setParameter("lease", longestSend.toMillis())
                .executeUpdate();
        EmailDelivery delivery = entities.find(EmailDelivery.class, jobId);
        if (begun == 1) {
            return new Begin.Send(delivery);
        }
        return delivery.isSent() ? new Begin.AlreadySent(delivery) : new Begin.Busy();
    }

    @Transactional
    public EmailDelivery sent(EmailDelivery begun) {
        EmailDelivery delivery = locked(begun.jobId);
        if (!delivery.isSent()) {
            delivery.status = EmailDelivery.Status.SENT;
            delivery.failureReason = null;
            delivery.sentAt = now();
            delivery.updatedAt = delivery.sentAt;
            delivery.waitingSince = null;
            delivery.sendingUntil = null;
        }
        return delivery;
    }

    /**
     * The mail server was out of reach, so that nothing of the mail went out.
     *
     * @return since when it has been so
     */
    @Transactional
    public Instant notTried(EmailDelivery begun) {
        Instant since = begun.waitingSince == null ? now() : begun.waitingSince;
        end(begun, delivery -> delivery.waitingSince = since);
        return since;
    }

    /** Another attempt follows. */
    @Transactional
    public void failedForNow(EmailDelivery begun) {
        end(begun, delivery -> delivery.waitingSince = null);
    }

    /** @param reason without personal data */
    @Transactional
    public void failed(EmailDelivery begun, String reason) {
        end(begun, delivery -> {
            delivery.status = EmailDelivery.Status.FAILED;
            delivery.failureReason = reason;
            delivery.waitingSince = null;
        });
    }

    /** A presumed dead run may fail while its successor sends or has sent: then it has no say any more. */
    private void end(EmailDelivery begun, Consumer<EmailDelivery> change) {
        EmailDelivery delivery = locked(begun.jobId);
        if (!delivery.isSent() && delivery.attempts == begun.attempts) {
            change.accept(delivery);
            delivery.sendingUntil = null;
            delivery.updatedAt = now();
        }
    }

    private EmailDelivery locked(String jobId) {
        return entities.find(EmailDelivery.class, jobId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Microseconds, as Postgres keeps them: a rerun tells the same time as the first run. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
