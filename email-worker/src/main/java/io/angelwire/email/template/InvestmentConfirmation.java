package io.angelwire.email.template;

/**
 * What the mail shows; null for what the job did not tell.
 *
 * @param amount with its currency, as people write it
 */
record InvestmentConfirmation(
        String investorName, String investmentId, String startupName, String pitchTitle, String amount) {}
