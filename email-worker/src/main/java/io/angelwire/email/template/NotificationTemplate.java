package io.angelwire.email.template;

import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.email.InvalidEmailException;
import io.angelwire.email.template.NotificationMail.Fact;
import io.angelwire.email.template.NotificationMail.Item;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One kind of notification as a mail. Variables: {@code title}, {@code content}; if known {@code recipientName}, and the
 * facts that are listed here. Its files are {@code templates/mail/<name>.html} and {@code .txt}.
 */
final class NotificationTemplate implements EmailTemplate {

    /** What each fact is called, in the order in which they are shown. */
    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put("amount", "Amount");
        LABELS.put("goal", "Goal");
        LABELS.put("documentName", "Document");
        LABELS.put("startupName", "Startup");
        LABELS.put("pitchTitle", "Pitch");
        LABELS.put("reason", "Reason");
        LABELS.put("queue", "Queue");
        LABELS.put("jobName", "Job");
        LABELS.put("jobId", "Job id");
        LABELS.put("failures", "Failures");
        LABELS.put("firstFailedAt", "First failure");
        LABELS.put("lastFailedAt", "Latest failure");
        LABELS.put("investmentId", "Reference");
    }

    private final String name;
    private final Template html;
    private final Template text;
    private final FrontendLinks links;

    NotificationTemplate(NotificationKind kind, Engine engine, FrontendLinks links) {
        this.name = kind.template();
        this.html = file(engine, ".html");
        this.text = file(engine, ".txt");
        this.links = links;
    }

    private Template file(Engine engine, String suffix) {
        Template file = engine.getTemplate("mail/" + name + suffix);
        if (file == null) {
            throw new IllegalStateException("there is no file templates/mail/" + name + suffix);
        }
        return file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RenderedEmail render(TemplateVariables variables) {
        var mail = new NotificationMail(
                variables.optionalLine("recipientName"),
                variables.line("title"),
                List.of(variables.text("content").split("\\R+")),
                facts(variables),
                items(variables),
                variables.optionalLine("more"),
                links.page(variables),
                links.settings());
        return new RenderedEmail(
                text.data("mail", mail).render(), html.data("mail", mail).render());
    }

    private static List<Fact> facts(TemplateVariables variables) {
        List<Fact> facts = new ArrayList<>();
        LABELS.forEach((fact, label) -> {
            String value = variables.optionalLine(fact);
            if (value != null) {
                facts.add(new Fact(label, value));
            }
        });
        return facts;
    }

    /** @throws InvalidEmailException if they are something else than named texts */
    private static List<Item> items(TemplateVariables variables) {
        return variables.list("items").stream()
                .map(item -> new Item(item.line("name"), item.line("text")))
                .toList();
    }
}
