package io.angelwire.email.template;

import io.angelwire.email.InvalidEmailException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every template of this service. */
@ApplicationScoped
public class EmailTemplates {

    private static final int LONGEST_NAME_SHOWN = 60;

    private final Map<String, EmailTemplate> byName;

    EmailTemplates(@All List<EmailTemplate> templates) {
        byName = templates.stream().collect(Collectors.toUnmodifiableMap(EmailTemplate::name, Function.identity()));
    }

    public EmailTemplate named(String name) {
        EmailTemplate template = name == null ? null : byName.get(name);
        if (template == null) {
            String shown = String.valueOf(name).replaceAll("[^A-Za-z0-9_.-]", "?");
            throw new InvalidEmailException(
                    "unknown template: " + shown.substring(0, Math.min(shown.length(), LONGEST_NAME_SHOWN)));
        }
        return template;
    }
}
