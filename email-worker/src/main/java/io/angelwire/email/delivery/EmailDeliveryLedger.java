package io.angelwire.email.delivery;

import io.angelwire.email.smtp.SmtpConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The deliveries by job id. Each method is one short transaction, none spans the sending itself. */
@ApplicationScoped
public class EmailDeliveryLedger {

    private static final String INSERT = """
            insert into email_deliveries
                (job_id, template, recipient_hash, message_id, status, attempts, created_at, updated_at)
            values (:jobId, :template, :recipientHash, :messageId, 'SENDING', 0, now(), now())
            on conflict (job_id) do nothing
            """;

    private final EntityManager entities;
    private final MessageIds messageIds;

    EmailDeliveryLedger(EntityManager entities, SmtpConfig smtp) {
        this.entities = entities;
        this.messageIds = MessageIds.ofSender(smtp.from());
    }

    /** The job's delivery, now SENDING unless it is SENT already. */
    @Transactional
    public EmailDelivery begin(String jobId, String template, String recipient) {
        entities.createNativeQuery(INSERT)
                .setParameter("jobId", jobId)
                .setParameter("template", template)
                .setParameter("recipientHash", RecipientHash.of(recipient))
                .setParameter("messageId", messageIds.of(jobId))
                .executeUpdate();
        EmailDelivery delivery = locked(jobId);
        if (!delivery.isSent()) {
            delivery.status = EmailDelivery.Status.SENDING;
            delivery.attempts++;
            delivery.failureReason = null;
            delivery.updatedAt = now();
        }
        return delivery;
    }

    @Transactional
    public EmailDelivery sent(String jobId) {
        EmailDelivery delivery = locked(jobId);
        if (!delivery.isSent()) {
            delivery.status = EmailDelivery.Status.SENT;
            delivery.failureReason = null;
            delivery.sentAt = now();
            delivery.updatedAt = delivery.sentAt;
        }
        return delivery;
    }

    /** @param reason without personal data */
    @Transactional
    public void failed(String jobId, String reason) {
        EmailDelivery delivery = locked(jobId);
        // A presumed dead worker may fail while its successor has sent: what was sent stays sent.
        if (!delivery.isSent()) {
            delivery.status = EmailDelivery.Status.FAILED;
            delivery.failureReason = reason;
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
