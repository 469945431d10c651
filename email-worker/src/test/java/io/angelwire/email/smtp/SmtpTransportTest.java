package io.angelwire.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.angelwire.email.smtp.SmtpFailure.Kind;
import io.angelwire.job.Ids;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
@WithTestResource(MailServerTestResource.class)
class SmtpTransportTest {

    @Inject
    SmtpTransport transport;

    @Inject
    CircuitBreakerMaintenance circuits;

    MailServer mailServer;

    private final String recipient = "ines-" + Ids.newId() + "@example.com";

    @BeforeEach
    void closeTheCircuit() {
        circuits.resetAll();
    }

    /** All or nobody: a mail that some had got would be sent to them again with the next attempt. */
    @ParameterizedTest
    @CsvSource({"unknown, PERMANENT", "greylisted, TRANSIENT"})
    void aMailOfWhichOneRecipientIsRefusedGoesToNone(String refused, Kind kind) {
        String other = "fred-" + recipient;
        OutgoingMail mail = mail("Angelwire <no-reply@angelwire.example>", recipient, refused + "@example.com", other);

        Throwable failure = catchThrowable(() -> send(mail));

        assertThat(SmtpFailure.of(failure, mail).kind()).isEqualTo(kind);
        assertThat(mailServer.mailsTo(recipient)).isEmpty();
        assertThat(mailServer.mailsTo(other)).isEmpty();
    }

    /** On the same connection, where the recipients that were taken before the refusal must be forgotten. */
    @Test
    void theMailAfterARefusedOneGoesToItsOwnRecipientsAlone() throws Exception {
        String taken = "taken-" + recipient;
        catchThrowable(() -> send(mail("no-reply@angelwire.example", taken, "unknown@example.com")));

        send(mail("no-reply@angelwire.example", recipient));

        assertThat(mailServer.mailsTo(taken)).isEmpty();
        assertThat(mailServer.mailsTo(recipient))
                .singleElement()
                .satisfies(mail -> assertThat(mail.getAllRecipients()).hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Angelwire <no-reply@angelwire.example>|Angelwire",
                "no-reply@angelwire.example|",
                "Ängelwire Süd <no-reply@angelwire.example>|Ängelwire Süd",
                "\"Angelwire, Inc.\" <no-reply@angelwire.example>|Angelwire, Inc.",
            })
    void aSendersDisplayNameArrivesAsItWasMeant(String from, String name) throws Exception {
        send(mail(from, recipient));

        MimeMessage mail = mailServer.mailsTo(recipient).get(0);
        assertThat(mail.getFrom()).hasSize(1);
        InternetAddress sender = (InternetAddress) mail.getFrom()[0];
        assertThat(sender.getAddress()).isEqualTo("no-reply@angelwire.example");
        assertThat(sender.getPersonal()).isEqualTo(name);
    }

    private static OutgoingMail mail(String from, String... to) {
        OutgoingMail mail = new OutgoingMail();
        mail.setFrom(from);
        mail.setTo(List.of(to));
        mail.setSubject("Hello");
        mail.setText("Hello.");
        return mail;
    }

    private void send(OutgoingMail mail) {
        transport.send(mail).await().indefinitely();
    }
}
