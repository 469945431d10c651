package io.angelwire.email;

import io.angelwire.domain.email.EmailJobData;
import io.angelwire.email.smtp.OutgoingMail;
import io.angelwire.email.smtp.SmtpConfig;
import io.angelwire.email.template.EmailTemplates;
import io.angelwire.email.template.RenderedEmail;
import io.angelwire.email.template.TemplateVariables;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the mail that a job asks for. */
@ApplicationScoped
public class EmailComposer {

    private final EmailTemplates templates;
    private final String from;

    EmailComposer(EmailTemplates templates, SmtpConfig smtp) {
        this.templates = templates;
        this.from = smtp.from();
    }

    /** @throws InvalidEmailException if the job can't become a mail, now or ever */
    OutgoingMail compose(EmailJobData job) {
        String recipient = Headers.address(job.to());
        String subject = Headers.subject(job.subject());
        RenderedEmail content = templates.named(job.template()).render(new TemplateVariables(job.variables()));
        OutgoingMail mail = new OutgoingMail();
        mail.setFrom(from);
        mail.setTo(recipient);
        mail.setSubject(subject);
        mail.setText(content.text());
        mail.setHtml(content.html());
        // RFC 3834: keeps out-of-office responders from answering a machine.
        mail.addHeader("Auto-Submitted", "auto-generated");
        if (job.attachments() != null && !job.attachments().isEmpty()) {
            mail.setAttachment(Attachments.of(job.attachments()));
        }
        return mail;
    }
}
