package io.angelwire.email.smtp;

import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Hands mails to the SMTP server. */
@ApplicationScoped
public class SmtpTransport {

    private final MailClient client;

    SmtpTransport(MailClient client) {
        this.client = client;
    }

    /**
     * Sends one mail. The circuit opens when the server is out of reach or silent, so that waiting jobs don't wait for it
     * one after the other; an answer, even a refusal, shows that the server lives and counts as success.
     */
    @Timeout(value = 20, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 5000, skipOn = SMTPException.class)
    @CircuitBreakerName("smtp")
    public Uni<Void> send(OutgoingMail mail) {
        return Uni.createFrom()
                .completionStage(() -> client.sendMail(mail).toCompletionStage())
                .replaceWithVoid();
    }
}
