package io.angelwire.email;

import io.angelwire.email.delivery.EmailDelivery;
import java.time.Instant;

/**
 * What a finished job tells.
 *
 * @param status {@code sent}: the SMTP server has accepted the mail
 * @param timestamp when it was sent; a rerun of the job tells the same
 */
public record EmailJobResult(String messageId, String status, Instant timestamp) {

    static EmailJobResult of(EmailDelivery delivery) {
        return new EmailJobResult(delivery.messageId, "sent", delivery.sentAt);
    }
}
