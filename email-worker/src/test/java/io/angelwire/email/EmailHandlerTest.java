package io.angelwire.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.domain.email.EmailAttachment;
import io.angelwire.domain.email.EmailJobData;
import io.angelwire.email.delivery.EmailDelivery;
import io.angelwire.email.smtp.MailServer;
import io.angelwire.email.smtp.MailServerTestResource;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobProducer;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import jakarta.inject.Inject;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
@WithTestResource(MailServerTestResource.class)
class EmailHandlerTest {

    @Inject
    EmailHandler handler;

    @Inject
    JobProducer producer;

    @Inject
    CircuitBreakerMaintenance circuits;

    MailServer mailServer;

    private final String jobId = Ids.newId().toString();
    private final String recipient = "ines-" + jobId + "@example.com";

    @BeforeEach
    void closeTheCircuit() {
        circuits.resetAll();
    }

    @Test
    void sendsTextAndHtmlWithAMessageIdFromTheJobId() throws Exception {
        JobOutcome outcome = handler.handle(job(notification(recipient)));

        assertThat(result(outcome).status()).isEqualTo("sent");
        MimeMessage mail = onlyMailTo(recipient);
        assertThat(mail.getMessageID())
                .isEqualTo("<" + jobId + "@angelwire.example>")
                .isEqualTo(result(outcome).messageId());
        assertThat(mail.getSubject()).isEqualTo("Payment received – thank you");
        assertThat(mail.getFrom()[0]).hasToString("Angelwire <no-reply@angelwire.example>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(bodies(mail, "text/plain")).singleElement().asString().contains("Grüße & <b>money</b>");
        assertThat(bodies(mail, "text/html"))
                .singleElement()
                .asString()
                .contains("Grüße &amp; &lt;b&gt;money&lt;/b&gt;");
    }

    @Test
    void sendsNothingAgainAfterItWasSent() {
        JobOutcome first = handler.handle(job(notification(recipient)));
        JobOutcome again = handler.handle(job(notification(recipient)));

        assertThat(mailServer.mailsTo(recipient)).hasSize(1);
        assertThat(result(again)).isEqualTo(result(first));
        assertThat(delivery().attempts).isEqualTo(1);
    }

    @Test
    void sendsAgainUnderTheSameMessageIdWhenTheServersAnswerIsLost() throws Exception {
        String unlucky = "lost-answer-" + jobId.substring(30) + "@example.com";

        assertThat(handler.handle(job(notification(unlucky)))).isInstanceOf(JobOutcome.Retry.class);
        assertThat(delivery().status).isEqualTo(EmailDelivery.Status.SENDING);
        assertThat(delivery().sendingUntil).isNull();
        assertThat(handler.handle(job(notification(unlucky)))).isInstanceOf(JobOutcome.Completed.class);

        List<MimeMessage> mails = mailServer.mailsTo(unlucky);
        assertThat(mails).hasSize(2);
        assertThat(mails.get(0).getMessageID()).isEqualTo(mails.get(1).getMessageID());
        assertThat(delivery().attempts).isEqualTo(2);
    }

    @Test
    void retriesWhatTheServerRefusesForNow() {
        JobOutcome outcome = handler.handle(job(notification("greylisted@example.com")));

        assertThat(outcome).isEqualTo(JobOutcome.retry("the SMTP server answered 450 4.2.0"));
        assertThat(delivery().status).isEqualTo(EmailDelivery.Status.SENDING);
    }

    @Test
    void retriesWhenTheServerIsClosing() {
        JobOutcome outcome = handler.handle(job(notification("closing@example.com")));

        assertThat(outcome).isEqualTo(JobOutcome.retry("the SMTP server answered 421 4.3.2"));
        assertThat(delivery().status).isEqualTo(EmailDelivery.Status.SENDING);
    }

    @Test
    void retriesWhatWasCutOffInTheMiddle() {
        String unlucky = "cut-" + jobId.substring(30) + "@example.com";

        assertThat(handler.handle(job(notification(unlucky)))).isInstanceOf(JobOutcome.Retry.class);
        assertThat(delivery().status).isEqualTo(EmailDelivery.Status.SENDING);
        assertThat(mailServer.mailsTo(unlucky)).isEmpty();
    }

    @Test
    void recordsTheFailureOfTheLastAttempt() {
        handler.handle(job(notification("greylisted@example.com"), 3));

        assertThat(delivery().status).isEqualTo(EmailDelivery.Status.FAILED);
        assertThat(delivery().failureReason).isEqualTo("the SMTP server answered 450 4.2.0");
    }

    @Test
    void failsForGoodWhatTheServerRefusesForGood() {
        JobOutcome outcome = handler.handle(job(notification("unknown@example.com")));

        assertThat(outcome).isEqualTo(JobOutcome.failed("the SMTP server answered 550 5.1.1"));
        assertThat(delivery().status).isEqualTo(EmailDelivery.Status.FAILED);
    }

    @Test
    void retriesWhenTheServerFallsSilentAndStopsAskingAfterThat() {
        assertThat(allSilent("a", 2)).containsOnly(JobOutcome.retry("the SMTP server did not answer in time"));
        assertThat(circuits.currentState("smtp")).isEqualTo(CircuitBreakerState.OPEN);

        assertThat(handler.handle(job(notification(recipient)))).isInstanceOf(JobOutcome.Snooze.class);
        assertThat(mailServer.mailsTo(recipient)).isEmpty();
    }

    /** More silent connections than the pool holds: they must not occupy it for ever. */
    @Test
    void sendsAgainOnceASilentServerHasRecovered() {
        allSilent("b", 6);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            circuits.resetAll();
            return handler.handle(job(notification(recipient))) instanceof JobOutcome.Completed;
        });
        assertThat(mailServer.mailsTo(recipient)).hasSize(1);
    }

    /** It may still be sending when its job runs anew: its lease was lost, or Redis its data. */
    @Test
    void sendsOneMailWhenTheJobRunsTwiceAtTheSameTime() {
        String slow = "held-" + jobId.substring(30) + "@example.com";
        mailServer.holdMails();
        CompletableFuture<JobOutcome> first =
                CompletableFuture.supplyAsync(() -> handler.handle(job(notification(slow))));
        await().until(mailServer::holdsAMail);

        JobOutcome second = handler.handle(job(notification(slow)));
        mailServer.releaseMails();

        assertThat(second).isInstanceOf(JobOutcome.Snooze.class);
        assertThat(first.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(JobOutcome.Completed.class);
        assertThat(handler.handle(job(notification(slow)))).isEqualTo(first.join());
        assertThat(mailServer.mailsTo(slow)).hasSize(1);
    }

    @Test
    void aRunThatDiedHoldsItsMailForAWhileOnly() {
        handler.handle(silent(""));
        assertThat(handler.handle(job(notification(recipient)))).isInstanceOf(JobOutcome.Snooze.class);

        update("sending_until = now()");

        assertThat(handler.handle(job(notification(recipient)))).isInstanceOf(JobOutcome.Completed.class);
    }

    @Test
    void waitsForTheDatabaseOnceTheMailIsOut() {
        // A sequence keeps what a transaction that fails has counted.
        sql("create sequence refusals");
        sql("""
                create function refuse_sent() returns trigger language plpgsql as $$
                begin
                    perform nextval('refusals');
                    raise exception 'away';
                end $$""");
        sql("create trigger refuse_sent before update on email_deliveries for each row"
                + " when (new.status = 'SENT') execute function refuse_sent()");
        try {
            CompletableFuture<JobOutcome> outcome =
                    CompletableFuture.supplyAsync(() -> handler.handle(job(notification(recipient))));
            await().until(() -> (Boolean) QuarkusTransaction.requiringNew()
                    .call(() -> EmailDelivery.getEntityManager()
                            .createNativeQuery("select is_called from refusals")
                            .getSingleResult()));
            sql("drop trigger refuse_sent on email_deliveries");

            assertThat(outcome.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(JobOutcome.Completed.class);
        } finally {
            sql("drop trigger if exists refuse_sent on email_deliveries");
            sql("drop function refuse_sent");
            sql("drop sequence refusals");
        }
        assertThat(delivery().isSent()).isTrue();
    }

    @Test
    void waitsWithoutUsingAttemptsWhileTheServerIsAway() throws IOException {
        mailServer.goAway();
        try {
            for (int i = 0; i < 5; i++) {
                assertThat(handler.handle(job(notification(recipient), 3)))
                        .isEqualTo(JobOutcome.snooze(Duration.ofSeconds(2)));
            }
            circuits.resetAll();
            update("waiting_since = now() - interval '1 hour'");
            assertThat(handler.handle(job(notification(recipient), 3)))
                    .isEqualTo(JobOutcome.snooze(Duration.ofSeconds(30)));
        } finally {
            mailServer.comeBack();
        }
        circuits.resetAll();
        assertThat(handler.handle(job(notification(recipient), 3))).isInstanceOf(JobOutcome.Completed.class);
        assertThat(mailServer.mailsTo(recipient)).hasSize(1);
        assertThat(delivery().waitingSince).isNull();
    }

    @Test
    void givesUpWhenTheServerIsAwayForMoreThanADay() throws IOException {
        mailServer.goAway();
        try {
            handler.handle(job(notification(recipient)));
            update("waiting_since = now() - interval '25 hours'");

            assertThat(handler.handle(job(notification(recipient))))
                    .isEqualTo(JobOutcome.failed("the SMTP server is out of reach, for more than 24 hours"));
            assertThat(delivery().status).isEqualTo(EmailDelivery.Status.FAILED);
        } finally {
            mailServer.comeBack();
        }
    }

    /** The client goes on after its caller has lost patience. */
    @Test
    void aMailThatWasNotBegunInTimeIsCalledBack() throws IOException {
        mailServer.freeze();
        JobOutcome outcome = handler.handle(job(notification(recipient), 3));
        mailServer.thaw();

        assertThat(outcome).isEqualTo(JobOutcome.snooze(Duration.ofSeconds(2)));
        circuits.resetAll();
        assertThat(handler.handle(job(notification(recipient), 3))).isInstanceOf(JobOutcome.Completed.class);
        // A later mail's way through the pool leaves time for one that was not called back.
        for (int i = 0; i < 5; i++) {
            handler.handle(
                    new RunningJob<>(QueueName.EMAIL, jobId + i, "any", notification("other@example.com"), 1, 3));
        }
        assertThat(mailServer.mailsTo(recipient)).hasSize(1);
    }

    @Test
    void keepsTheCircuitClosedWhenRecipientsAreRefused() {
        for (int i = 0; i < 20; i++) {
            handler.handle(job(notification("unknown@example.com")));
        }
        assertThat(circuits.currentState("smtp")).isEqualTo(CircuitBreakerState.CLOSED);
    }

    @Test
    void sendsManyMailsOverOneConnection() {
        handler.handle(job(notification(recipient)));
        int before = mailServer.connections();
        for (int i = 0; i < 10; i++) {
            handler.handle(new RunningJob<>(QueueName.EMAIL, jobId + i, "any", notification(recipient), 1, 3));
        }
        assertThat(mailServer.connections()).isEqualTo(before);
        assertThat(mailServer.mailsTo(recipient)).hasSize(11);
    }

    @Test
    void attachesTextAndBytes() throws Exception {
        byte[] bytes = {0, 1, 2, (byte) 0xff};
        List<EmailAttachment> files = List.of(
                new EmailAttachment("terms.txt", "one\ntwo ü", null),
                new EmailAttachment(
                        "deck.pdf", Base64.getEncoder().encodeToString(bytes), EmailAttachment.Encoding.BASE64));

        handler.handle(job(new EmailJobData(recipient, "Files", "notification", variables(), files)));

        MimeMessage mail = onlyMailTo(recipient);
        assertThat(attachment(mail, "terms.txt").getInputStream().readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("one\ntwo ü");
        assertThat(attachment(mail, "deck.pdf").getInputStream().readAllBytes()).isEqualTo(bytes);
        assertThat(attachment(mail, "deck.pdf").getContentType()).startsWith("application/pdf");
        assertThat(bodies(mail, "text/html")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ines@example.com\r\nBcc: all@example.com",
                "ines@example.com\nX: y",
                "ines@example.com, eve@example.com",
                "Ines <ines@example.com>",
                "ines@example.com>\r\nDATA",
                "ines @example.com",
                "ines",
                "@example.com",
                "ines@-.example.com",
            })
    void refusesWhatIsNotOnePlainRecipient(String address) {
        JobOutcome outcome = handler.handle(job(notification(address)));

        assertThat(outcome).isInstanceOf(JobOutcome.Failed.class);
        assertThat(((JobOutcome.Failed) outcome).reason()).contains("recipient").doesNotContain("example");
        assertThat(delivery()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello\r\nBcc: all@example.com", "Hello\nthere", "Hello\u2028there", "\u0000", " "})
    void refusesASubjectThatIsNotOneLine(String subject) {
        JobOutcome outcome = handler.handle(job(new EmailJobData(recipient, subject, "notification", variables())));

        assertThat(outcome).isInstanceOf(JobOutcome.Failed.class);
        assertThat(mailServer.mailsTo(recipient)).isEmpty();
    }

    /** Encoded words that would be line breaks if anybody decoded them before sending, and subjects that are folded. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?utf-8?q?Hello=0D=0ABcc:_all=40example.com?=",
                "Bcc: all@example.com",
                "Grüße – aus dem Süden, wo die Dächer Miete zahlen, und das seit mehr als dreißig Jahren ohne Unterlass, "
                        + "bei Sonne und bei Regen, wie es im Prospekt versprochen war",
            })
    void aSubjectNeverBecomesAnotherHeader(String subject) throws Exception {
        handler.handle(job(new EmailJobData(recipient, subject, "notification", variables())));

        MimeMessage mail = onlyMailTo(recipient);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("Subject")).hasSize(1);
        assertThat(mail.getAllRecipients()).hasSize(1);
        if (!subject.startsWith("=?")) {
            assertThat(mail.getSubject()).isEqualTo(subject);
        }
    }

    @Test
    void aDomainOfOtherLettersIsWrittenInAscii() {
        handler.handle(job(notification("ines-" + jobId + "@bücher.example")));

        assertThat(mailServer.mailsTo("ines-" + jobId + "@xn--bcher-kva.example"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y.txt", "a\".txt", "../a.txt", ""})
    void refusesAFileNameThatIsNone(String filename) {
        List<EmailAttachment> files = List.of(new EmailAttachment(filename, "x", null));

        JobOutcome outcome = handler.handle(job(new EmailJobData(recipient, "Hi", "notification", variables(), files)));

        assertThat(outcome).isInstanceOf(JobOutcome.Failed.class);
    }

    @Test
    void failsForGoodWithoutItsTemplateOrVariables() {
        assertThat(handler.handle(job(new EmailJobData(recipient, "Hi", "no-such-template", variables()))))
                .isEqualTo(JobOutcome.failed("unknown template: no-such-template"));
        assertThat(handler.handle(job(new EmailJobData(recipient, "Hi", "investment-confirmation", null))))
                .isEqualTo(JobOutcome.failed("the variable investmentId is missing"));
        assertThat(handler.handle(job(new EmailJobData(
                        recipient, "Hi", "notification", Map.of("title", "x", "content", List.of("not text"))))))
                .isEqualTo(JobOutcome.failed("the variable content is not a text"));
        assertThat(handler.handle(job(new EmailJobData(
                        recipient,
                        "Hi",
                        "notification",
                        variables(),
                        List.of(new EmailAttachment("a.bin", "***", EmailAttachment.Encoding.BASE64))))))
                .isEqualTo(JobOutcome.failed("an attachment's content is not base64"));
    }

    @Test
    void consumesItsQueue() {
        producer.enqueue(QueueName.EMAIL, Job.of("any", notification(recipient)).withId(jobId))
                .toCompletableFuture()
                .join();

        await().until(() -> !mailServer.mailsTo(recipient).isEmpty());
        await().until(() -> delivery().isSent());
    }

    private RunningJob<EmailJobData> job(EmailJobData data) {
        return job(data, 1);
    }

    private RunningJob<EmailJobData> job(EmailJobData data, int attempt) {
        return new RunningJob<>(QueueName.EMAIL, jobId, "any", data, attempt, 3);
    }

    /** At the same time, as each takes as long as the worker is patient. */
    private List<JobOutcome> allSilent(String suffix, int count) {
        List<CompletableFuture<JobOutcome>> outcomes = IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> handler.handle(silent(suffix + i))))
                .toList();
        return outcomes.stream().map(CompletableFuture::join).toList();
    }

    /** The same job as {@link #job} without a suffix. */
    private RunningJob<EmailJobData> silent(String suffix) {
        return new RunningJob<>(QueueName.EMAIL, jobId + suffix, "any", notification("silent@example.com"), 1, 3);
    }

    private void update(String change) {
        sql("update email_deliveries set " + change + " where job_id = '" + jobId + "'");
    }

    private static void sql(String statement) {
        QuarkusTransaction.requiringNew()
                .run(() -> EmailDelivery.getEntityManager()
                        .createNativeQuery(statement)
                        .executeUpdate());
    }

    private static EmailJobData notification(String to) {
        return new EmailJobData(to, "Payment received – thank you", "notification", variables());
    }

    private static Map<String, Object> variables() {
        return Map.of("title", "Payment received", "content", "Grüße & <b>money</b>", "recipientName", "Ines");
    }

    private EmailDelivery delivery() {
        return QuarkusTransaction.requiringNew().call(() -> EmailDelivery.findById(jobId));
    }

    private static EmailJobResult result(JobOutcome outcome) {
        return (EmailJobResult) ((JobOutcome.Completed) outcome).result();
    }

    private MimeMessage onlyMailTo(String address) {
        List<MimeMessage> mails = mailServer.mailsTo(address);
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }

    private static List<String> bodies(Part part, String mimeType) throws Exception {
        List<String> found = new ArrayList<>();
        for (Part leaf : leaves(part)) {
            if (leaf.isMimeType(mimeType) && leaf.getFileName() == null) {
                found.add((String) leaf.getContent());
            }
        }
        return found;
    }

    private static Part attachment(MimeMessage mail, String filename) throws Exception {
        for (Part leaf : leaves(mail)) {
            if (filename.equals(leaf.getFileName())) {
                return leaf;
            }
        }
        throw new AssertionError("no attachment " + filename);
    }

    private static List<Part> leaves(Part part) throws Exception {
        if (!(part.getContent() instanceof Multipart parts)) {
            return List.of(part);
        }
        List<Part> leaves = new ArrayList<>();
        for (int i = 0; i < parts.getCount(); i++) {
            leaves.addAll(leaves(parts.getBodyPart(i)));
        }
        return leaves;
    }
}
