package io.angelwire.email.template;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Tells an investor that the investment has arrived. Variables: {@code investmentId}; if known {@code investorName},
 * {@code startupName}, {@code pitchTitle} and {@code amount}.
 */
@ApplicationScoped
class InvestmentConfirmationTemplate implements EmailTemplate {

    private final FrontendLinks links;

    InvestmentConfirmationTemplate(FrontendLinks links) {
        this.links = links;
    }

    @Override
    public String name() {
        return "investment-confirmation";
    }

    @Override
    public RenderedEmail render(TemplateVariables variables) {
        var mail = new InvestmentConfirmation(
                variables.optionalLine("investorName"),
                variables.line("investmentId"),
                variables.optionalLine("startupName"),
                variables.optionalLine("pitchTitle"),
                variables.optionalLine("amount"),
                links.page(variables),
                links.settings());
        return new RenderedEmail(
                MailTemplates.text(MailTemplates.investmentConfirmation(mail)),
                MailTemplates.html(MailTemplates.investmentConfirmation(mail)));
    }
}
