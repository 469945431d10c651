package io.angelwire.domain.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.domain.notification.DigestText.Said;
import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NotificationEmailTest {

    private static final Map<String, Object> INVESTMENT =
            Map.of("amount", "25000.00", "currency", "USD", "startupName", "Solar Söhne", "investmentId", "42");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"25000.00|USD|$25,000.00", "25000|JPY|¥25,000", "25000.125|KWD|KWD\u00a025,000.125"})
    void writesMoneyAsItsCurrencyIsWritten(String amount, String currency, String written) {
        EmailJobData mail =
                mail(NotificationKind.ESCROW_RELEASED, "Escrow Released", with("amount", amount, "currency", currency));

        assertThat(mail.subject()).isEqualTo(written + " released from escrow to Solar Söhne");
        assertThat(mail.variables()).containsEntry("amount", written);
        assertThat(mail.template()).isEqualTo("escrow-released");
    }

    @ParameterizedTest
    @CsvSource({"1e999999999,USD", "-5,USD", "0.001,USD", "5,XYZW", "5,"})
    void leavesOutAnAmountThatIsNone(String amount, String currency) {
        EmailJobData mail =
                mail(NotificationKind.ESCROW_RELEASED, "Escrow Released", with("amount", amount, "currency", currency));

        assertThat(mail.subject()).isEqualTo("Escrow Released");
        assertThat(mail.variables()).doesNotContainKey("amount").containsEntry("startupName", "Solar Söhne");
    }

    @ParameterizedTest
    @EnumSource
    void isCalledByItsTitleWhereFactsAreMissing(NotificationKind kind) {
        assertThat(mail(kind, "A title", null).subject()).isEqualTo("A title");
    }

    @Test
    void hostileNamesNeverLeaveTheSubjectsLine() {
        String name = "Solar\r\nBcc: all@example.com\u2028\u202egnp.{title} $1 " + "x".repeat(300);

        String subject = mail(NotificationKind.INVESTMENT_COMPLETED, "Title", with("startupName", name))
                .subject();

        assertThat(subject)
                .startsWith("Your investment in Solar Bcc: all@example.com gnp.{title} $1 xx")
                .endsWith("…")
                .hasSizeLessThanOrEqualTo(200)
                .doesNotContainPattern("[\\p{Cntrl}\\u2028\\u202e]");
    }

    @Test
    void passesOnWhatItsTemplateKnowsAndNothingElse() {
        Map<String, Object> data = with("secret", "x", "startupName", List.of("no text"));

        assertThat(mail(NotificationKind.INVESTMENT_COMPLETED, "Title", data).variables())
                .containsOnlyKeys("title", "content", "recipientName", "amount", "investmentId");
    }

    @Test
    void aDigestShowsTheNewestInOrderAndCountsTheOthers() {
        List<Said> said = IntStream.range(0, 8)
                .mapToObj(i -> new Said(i % 2 == 0 ? "Ines" : "Fred", "text " + i))
                .toList();

        Map<String, Object> data = DigestText.data("message", said);

        assertThat(data)
                .containsEntry("count", "8 new messages")
                .containsEntry("senderName", "Ines and Fred")
                .containsEntry("more", "3 earlier messages");
        assertThat((List<?>) data.get("items")).hasSize(5).first().isEqualTo(Map.of("name", "Ines", "text", "text 4"));
        assertThat(DigestText.data("comment", said.subList(0, 1)))
                .containsEntry("count", "1 new comment")
                .doesNotContainKey("more");
    }

    private static Map<String, Object> with(Object... changes) {
        Map<String, Object> data = new HashMap<>(INVESTMENT);
        for (int i = 0; i < changes.length; i += 2) {
            data.put((String) changes[i], changes[i + 1]);
        }
        return data;
    }

    private static EmailJobData mail(NotificationKind kind, String title, Map<String, Object> data) {
        User user = new User();
        user.id = Ids.newId();
        user.name = "Ines";
        user.email = "ines@example.com";
        NotificationJobData job = new NotificationJobData(
                user.id, NotificationType.SYSTEM, title, "Content.", data, List.of(NotificationChannel.EMAIL));
        return NotificationEmail.of(kind, Notification.of("job", user, job));
    }
}
