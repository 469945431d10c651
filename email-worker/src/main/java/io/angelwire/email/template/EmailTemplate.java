package io.angelwire.email.template;

import io.angelwire.email.InvalidEmailException;

/** One kind of mail. Implementations are CDI beans; {@link EmailTemplates} finds them by name. */
public interface EmailTemplate {

    /** As jobs name it, {@code investment-confirmation} for instance. */
    String name();

    /** @throws InvalidEmailException if a variable is missing or unsuitable */
    RenderedEmail render(TemplateVariables variables);
}
