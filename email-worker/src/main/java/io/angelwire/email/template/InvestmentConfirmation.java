package io.angelwire.email.template;

/**
 * What the mail shows; null for what the job did not tell.
 *
 * @param amount with its currency, as people write it
 * @param link to the investment's page
 * @param settings the page where people say which notifications they want
 */
record InvestmentConfirmation(
        String investorName,
        String investmentId,
        String startupName,
        String pitchTitle,
        String amount,
        String link,
        String settings) {}
