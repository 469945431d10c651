package io.angelwire.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.document.ContentType;
import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.DocumentWorkflow;
import io.angelwire.domain.document.FileType;
import io.angelwire.domain.document.IndexingFailure;
import io.angelwire.domain.document.NewDocument;
import io.angelwire.domain.document.NewFile;
import io.angelwire.domain.document.Viewer;
import io.angelwire.domain.document.Visibility;
import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.investment.EscrowWorkflow;
import io.angelwire.domain.investment.InvestmentWorkflow;
import io.angelwire.domain.message.Messages;
import io.angelwire.domain.message.NewMessage;
import io.angelwire.domain.message.Participant;
import io.angelwire.domain.notification.DigestSource;
import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationEmail;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.payment.Refund;
import io.angelwire.domain.pitch.Comments;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchAnnouncement;
import io.angelwire.domain.pitch.PitchContent;
import io.angelwire.domain.pitch.PitchNews;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.pitch.PitchWorkflow;
import io.angelwire.domain.user.Role;
import io.angelwire.domain.user.User;
import io.angelwire.email.smtp.MailServerTestResource;
import io.angelwire.email.smtp.OutgoingMail;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.job.deadletter.DeadLetter;
import io.angelwire.job.deadletter.DeadLetterHandler;
import io.angelwire.storage.StagedFile;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RecordingOutbox.Enqueued;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What the platform's own workflows notify of, as mails; people and startups have names that would do harm. */
@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
@WithTestResource(MailServerTestResource.class)
class PlatformMailsTest {

    private static final String EVIL = "<b>x</b>&\"{mail.settings}\r\nBcc: all@example.com";
    private static final Money AMOUNT = Money.of(CurrencyUnit.USD, 500_000);

    @Inject
    OutboxOfTests outbox;

    @Inject
    EmailComposer composer;

    @Inject
    InvestmentWorkflow investments;

    @Inject
    EscrowWorkflow escrow;

    @Inject
    PitchWorkflow pitches;

    @Inject
    PitchNews news;

    @Inject
    Comments comments;

    @Inject
    Messages messages;

    @Inject
    DocumentWorkflow documents;

    @Inject
    DeadLetterHandler deadLetters;

    @Inject
    @All
    List<DigestSource> digests;

    @Inject
    ObjectMapper json;

    private final Person investor = Investing.person(Role.INVESTOR);
    private final Person founder = Investing.person(Role.FOUNDER);
    private final Person admin = Investing.person(Role.ADMIN);
    private final UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);

    @Test
    void everyKindOfNotificationIsAMailThatSaysWhatItIsAbout() throws IOException {
        harmfulNames();
        everythingHappens();

        Map<NotificationKind, OutgoingMail> mails = new EnumMap<>(NotificationKind.class);
        for (Enqueued sent : List.copyOf(outbox.jobs)) {
            if (sent.queue().equals(QueueName.NOTIFICATIONS)) {
                NotificationKind kind = NotificationKind.ofJob(sent.job().name());
                OutgoingMail mail = mail(kind, sent.job());
                mails.put(kind, mail);
                assertHarmless(kind, mail);
                keep(kind.template(), mail);
            }
        }

        assertThat(mails).containsOnlyKeys(NotificationKind.values());
        assertThat(mails.values()).extracting(OutgoingMail::getSubject).doesNotHaveDuplicates();
        assertThat(mails.get(NotificationKind.INVESTMENT_FAILED).getSubject())
                .isEqualTo("Your investment in <b>x</b>&\"{mail.settings} Bcc: all@example.com could not be processed");
        assertThat(mails.get(NotificationKind.INVESTMENT_FAILED).getText())
                .contains("Amount:         $500,000.00\n", "Reason:         insufficient funds\n")
                .contains("http://127.0.0.1:3000/investments/");
        assertThat(mails.get(NotificationKind.PITCH_FUNDED).getText())
                .contains("Goal:           $500,000.00\n", "http://127.0.0.1:3000/pitches/" + pitch);
        assertThat(mails.get(NotificationKind.PITCH_REOPENED).getText())
                .contains("takes investments again", "http://127.0.0.1:3000/pitches/" + pitch);
        assertThat(mails.get(NotificationKind.UNREAD_MESSAGES).getText())
                .contains("How many customers do you have?", "http://127.0.0.1:3000/messages/investment/");
        assertThat(mails.get(NotificationKind.NEW_COMMENTS).getHtml()).contains("&lt;script&gt;");
        assertThat(mails.get(NotificationKind.ADMIN_ALERT).getText())
                .contains("Queue:          payments\n", "http://127.0.0.1:3000/admin/failed-jobs/");
    }

    @Test
    void theConfirmationSaysWhatWasInvested() throws IOException {
        harmfulNames();
        outbox.jobs.clear();
        QuarkusTransaction.requiringNew()
                .run(() -> investments.submit(investor.id(), pitch, AMOUNT, PaymentMethod.CARD));

        OutgoingMail mail = composer.compose(
                throughJson(outbox.job("investment_confirmation").payload(), EmailJobData.class));

        keep("investment-confirmation", mail);
        assertThat(mail.getText()).contains("Amount:     $500,000.00\n", "http://127.0.0.1:3000/investments/");
        assertThat(mail.getHtml()).contains("&lt;b&gt;x&lt;/b&gt;").doesNotContain("<b>x");
    }

    private void everythingHappens() {
        outbox.jobs.clear();
        UUID failed = submit();
        UUID cancelled = submit();
        UUID completed = submit();
        investments.fail(failed, "insufficient funds");
        investments.cancel(cancelled);
        messages.send(
                new Participant(investor.id(), false),
                new NewMessage(null, completed, null, "How many customers do you have?", null, null));
        comments.add(investor.id(), false, pitch, "<script>alert(1)</script>\nNice");
        pitches.update(
                founder.id(),
                pitch,
                QuarkusTransaction.requiringNew().call(() -> {
                    Pitch now = Pitch.findById(pitch);
                    return new PitchContent(now.title, "Says more.", now.goal());
                }),
                version -> {});
        investments.complete(completed);
        Investing.paid(completed);
        escrow.requestRefund(completed, founder.id());
        escrow.refunded(completed);
        escrowMoves();
        documentsCome();
        deadLetters.handle(
                new DeadLetter(QueueName.PAYMENTS, "1-0", "job-1", "process_payment", "{}", "", "declined", 3),
                () -> false);
        outbox.enqueue(
                QueueName.ANNOUNCEMENTS,
                Job.of(
                        PitchAnnouncement.JOB_NAME,
                        new PitchAnnouncement(
                                Ids.newId(),
                                pitch,
                                null,
                                "Open Day",
                                "Come.",
                                List.of(NotificationChannel.EMAIL),
                                null)));
        outbox.jobs.stream()
                .filter(sent -> sent.job().payload() instanceof PitchAnnouncement)
                .forEach(sent -> news.tell((PitchAnnouncement) sent.job().payload()));
        outbox.enqueue(
                QueueName.NOTIFICATIONS,
                Job.of(
                        NotificationKind.GENERAL.jobName(),
                        new NotificationJobData(
                                founder.id(),
                                NotificationType.SYSTEM,
                                "Maintenance\r\nBcc: all@example.com",
                                "On Sunday <night>.\n\nThank you.",
                                null,
                                List.of(NotificationChannel.EMAIL))));
    }

    private UUID submit() {
        return investments.submit(investor.id(), pitch, AMOUNT, PaymentMethod.CARD).id;
    }

    private void escrowMoves() {
        UUID refunded = paid();
        escrow.requestRefund(refunded, founder.id());
        escrow.refunded(refunded);
        UUID declined = paid();
        escrow.requestRefund(declined, admin.id());
        QuarkusTransaction.requiringNew()
                .run(() -> escrow.refundDeclined(
                        Refund.<Refund>find("investmentId", declined).firstResult()));
        UUID released = paid();
        escrow.requestRelease(released);
        escrow.released(released);
    }

    private UUID paid() {
        UUID investment = Investing.investment(investor, pitch, Money.of(CurrencyUnit.USD, 25_000));
        Investing.paid(investment);
        return investment;
    }

    private void documentsCome() {
        UUID startup = QuarkusTransaction.requiringNew().call(() -> Pitch.<Pitch>findById(pitch).startup.id);
        DocumentVersion version = documents.upload(
                new Viewer(founder.id(), false),
                new NewDocument(startup, pitch, "Deck & more", FileType.PITCH_DECK, Visibility.PUBLIC),
                new NewFile(ContentType.PDF, new Staged()));
        documents.indexingFailed(version, IndexingFailure.ENCRYPTED);
    }

    private void harmfulNames() {
        QuarkusTransaction.requiringNew().run(() -> {
            for (String change : List.of(
                    "update users set name = ?1 where id in (?2, ?3)",
                    "update startups set name = ?1 where founder_id in (?2, ?3)",
                    "update pitches p set title = ?1 from startups s where s.id = p.startup_id and s.founder_id in (?2, ?3)")) {
                User.getEntityManager()
                        .createNativeQuery(change)
                        .setParameter(1, EVIL)
                        .setParameter(2, investor.id())
                        .setParameter(3, founder.id())
                        .executeUpdate();
            }
        });
    }

    /** As the notification worker and the queues would have it. */
    private OutgoingMail mail(NotificationKind kind, Job job) throws IOException {
        NotificationJobData data = throughJson(job.payload(), NotificationJobData.class);
        EmailJobData mail = QuarkusTransaction.requiringNew().call(() -> {
            NotificationJobData words = digests.stream()
                    .filter(digest -> digest.kind() == kind)
                    .findFirst()
                    .map(digest -> digest.collect(data).orElseThrow())
                    .orElse(data);
            return NotificationEmail.of(kind, Notification.of(job.id(), User.<User>findById(words.userId()), words));
        });
        return composer.compose(throughJson(mail, EmailJobData.class));
    }

    private <T> T throughJson(Object payload, Class<T> type) throws IOException {
        return json.readValue(json.writeValueAsBytes(payload), type);
    }

    private static void assertHarmless(NotificationKind kind, OutgoingMail mail) {
        assertThat(mail.getSubject())
                .as(kind + "'s subject")
                .isNotBlank()
                .doesNotContainPattern("\\p{Cntrl}|\\{(?!mail)");
        assertThat(mail.getHtml())
                .as(kind + " as html")
                .contains("<a href=\"http://127.0.0.1:3000/", "/settings/notifications")
                .doesNotContain("<b>x", "<script", "NOT_FOUND", "{#");
        assertThat(mail.getText())
                .as(kind + " as text")
                .startsWith("Hello ")
                .contains("http://127.0.0.1:3000/", "You receive this message because", "\n-- \nAngelwire\n")
                .doesNotContain("NOT_FOUND", "{#", "\n\n\n")
                .doesNotContainPattern("\\{(?!mail)");
        assertThat(mail.getHeaders().names()).as(kind + "'s headers").containsOnly("Auto-Submitted");
    }

    /** Leaves the mail in target/mails, to be looked at. */
    private static void keep(String name, OutgoingMail mail) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "mails"));
        Files.writeString(folder.resolve(name + ".html"), mail.getHtml());
        Files.writeString(folder.resolve(name + ".txt"), mail.getSubject() + "\n\n" + mail.getText());
    }

    private static final class Staged implements StagedFile {
        @Override
        public long size() {
            return 3;
        }

        @Override
        public String sha256() {
            return "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[3]);
        }

        @Override
        public void keep(UUID key) {}

        @Override
        public boolean isKept() {
            return true;
        }

        @Override
        public void close() {}
    }
}
