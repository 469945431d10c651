package io.angelwire.email.template;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.Variant;

/** Templates with parameters of their own, each as html and as text; the build fails if one names what its parameter lacks. */
@CheckedTemplate(basePath = "mail", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class MailTemplates {

    private MailTemplates() {}

    static native TemplateInstance investmentConfirmation(InvestmentConfirmation mail);

    /** @param instance made for this call: the variant that it renders is set on it */
    static String html(TemplateInstance instance) {
        return render(instance, Variant.TEXT_HTML);
    }

    static String text(TemplateInstance instance) {
        return render(instance, Variant.TEXT_PLAIN);
    }

    private static String render(TemplateInstance instance, String contentType) {
        return instance.setAttribute(TemplateInstance.SELECTED_VARIANT, Variant.forContentType(contentType))
                .render();
    }
}
