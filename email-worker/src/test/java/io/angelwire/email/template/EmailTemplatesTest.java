package io.angelwire.email.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.email.smtp.MailServerTestResource;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
@WithTestResource(MailServerTestResource.class)
class EmailTemplatesTest {

    private static final Map<String, Object> INVESTMENT = Map.of(
            "investmentId", "0199a7c2-5d1e-7c3a-9a51-0b6f6f1f2a11",
            "investorName", "Ines <Investor>",
            "startupName", "Solar & Söhne",
            "pitchTitle", "Roofs that\r\npay rent",
            "amount", "$25,000.00");

    @Inject
    EmailTemplates templates;

    @Test
    void confirmsAnInvestmentWithAllItsDetails() throws IOException {
        RenderedEmail mail = render("investment-confirmation", INVESTMENT);

        assertThat(mail.text()).isEqualTo("""
                        Hello Ines <Investor>,

                        Thank you for your investment in Solar & Söhne. Here is what we have noted:

                          Pitch:      Roofs that pay rent
                          Amount:     $25,000.00
                          Reference:  0199a7c2-5d1e-7c3a-9a51-0b6f6f1f2a11

                        Your investment counts once your payment is made, which is then held in
                        escrow. A separate message, which may have reached you before this one,
                        says how the payment turned out.

                        View your investment:
                        http://127.0.0.1:3000/investments/0199a7c2-5d1e-7c3a-9a51-0b6f6f1f2a11

                        --\s
                        Angelwire
                        You receive this message because you made an investment at Angelwire.
                        It was sent automatically; answers to it are not read.
                        Which notifications you get: http://127.0.0.1:3000/settings/notifications
                        """);
        assertThat(mail.html())
                .contains("Hello Ines &lt;Investor&gt;,", "<strong>Solar &amp; Söhne</strong>", "Roofs that pay rent")
                .contains("$25,000.00", "0199a7c2-5d1e-7c3a-9a51-0b6f6f1f2a11")
                .doesNotContain("{mail", "{#", "NOT_FOUND", "null");
    }

    @Test
    void confirmsAnInvestmentOfWhichItKnowsTheIdAlone() throws IOException {
        RenderedEmail mail = render("investment-confirmation", Map.of("investmentId", "42"));

        assertThat(mail.text())
                .startsWith(
                        "Hello,\n\nThank you for your investment. Here is what we have noted:\n\n  Reference:  42\n")
                .doesNotContain("Pitch:", "Amount:");
        assertThat(mail.html()).contains("Hello,", ">42<").doesNotContain("Pitch", "Amount", "NOT_FOUND");
    }

    @Test
    void tellsANotificationInParagraphs() throws IOException {
        RenderedEmail mail = render(
                "notification",
                Map.of(
                        "title",
                        "New Investment Received",
                        "content",
                        "Congratulations!\n\nMoney for <you>.",
                        "recipientName",
                        "Fred"));

        assertThat(mail.text())
                .startsWith(
                        "Hello Fred,\n\nNew Investment Received\n\nCongratulations!\n\nMoney for <you>.\n\nOpen in Angelwire:\n"
                                + "http://127.0.0.1:3000/notifications\n\n-- \nAngelwire\n");
        assertThat(mail.html()).contains(">Congratulations!</p>", ">Money for &lt;you&gt;.</p>");
    }

    @Test
    void everyKindOfNotificationHasATemplateOfItsOwn() {
        assertThat(templates.names())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of("investment-confirmation"),
                                Stream.of(NotificationKind.values()).map(NotificationKind::template))
                        .toList());
    }

    /** Programs outside of the platform may enqueue any kind, with as little as a title and a content. */
    @ParameterizedTest
    @EnumSource
    void everyKindNeedsATitleAndAContentAlone(NotificationKind kind) throws IOException {
        RenderedEmail mail = render(kind.template(), Map.of("title", "Hello", "content", "There is news."));

        assertThat(mail.text())
                .startsWith("Hello,\n\nHello\n\nThere is news.\n\n")
                .doesNotContain("NOT_FOUND", "\n\n\n");
        assertThat(mail.html()).contains(">There is news.</p>").doesNotContain("NOT_FOUND", "null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../admin", "javascript:alert(1)", "42\"><script>", "a b", "//evil.example"})
    void whatIsNoIdOfOursIsNoPartOfALink(String id) throws IOException {
        RenderedEmail mail = render(
                "notification", Map.of("title", "x", "content", "y", "investmentId", id, "pitchId", id, "room", id));

        assertThat(mail.text()).contains("\nhttp://127.0.0.1:3000/notifications\n");
        assertThat(mail.html()).contains("href=\"http://127.0.0.1:3000/notifications\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "ftp://example.com", "/relative", "https://a.example/?b=c"})
    void aFrontendThatBrowsersCantOpenIsRefused(String url) {
        assertThatThrownBy(() -> new FrontendLinks(() -> URI.create(url)))
                .hasMessageContaining("angelwire.frontend.url");
    }

    /** Leaves the mail in target/mails, to be looked at. */
    private RenderedEmail render(String template, Map<String, Object> variables) throws IOException {
        RenderedEmail mail = templates.named(template).render(new TemplateVariables(variables));
        Path folder = Files.createDirectories(Path.of("target", "mails"));
        Files.writeString(folder.resolve(template + "-" + variables.size() + ".html"), mail.html());
        Files.writeString(folder.resolve(template + "-" + variables.size() + ".txt"), mail.text());
        return mail;
    }
}
