package io.angelwire.email.template;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A notification as a mail. Variables: {@code title}, {@code content}; if known {@code recipientName}. */
@ApplicationScoped
class NotificationTemplate implements EmailTemplate {

    @Override
    public String name() {
        return "notification";
    }

    @Override
    public RenderedEmail render(TemplateVariables variables) {
        var mail = new NotificationMail(
                variables.optionalLine("recipientName"),
                variables.line("title"),
                List.of(variables.text("content").split("\\R+")));
        return new RenderedEmail(
                MailTemplates.text(MailTemplates.notification(mail)),
                MailTemplates.html(MailTemplates.notification(mail)));
    }
}
