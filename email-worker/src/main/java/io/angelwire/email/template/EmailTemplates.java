package io.angelwire.email.template;

import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.email.InvalidEmailException;
import io.quarkus.arc.All;
import io.quarkus.qute.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every template of this service: one for each kind of notification, and those that are beans. */
@ApplicationScoped
public class EmailTemplates {

    private static final int LONGEST_NAME_SHOWN = 60;

    private final Map<String, EmailTemplate> byName;

    EmailTemplates(@All List<EmailTemplate> templates, Engine engine, FrontendLinks links) {
        Stream<EmailTemplate> notifications =
                Stream.of(NotificationKind.values()).map(kind -> new NotificationTemplate(kind, engine, links));
        byName = Stream.concat(templates.stream(), notifications)
                .collect(Collectors.toUnmodifiableMap(EmailTemplate::name, Function.identity()));
    }

    /** Of all templates. */
    Set<String> names() {
        return byName.keySet();
    }

    /** @throws InvalidEmailException if there is none of this name */
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
