package io.angelwire.payment.provider.sandbox;

import io.angelwire.payment.provider.sandbox.SandboxRule.Ending;
import org.joda.money.Money;

/**
 * What the sandbox does with a refund, by the last four digits of the amount's major units: {@code 0403} is declined;
 * {@code 0203} is taken and settles later; {@code N504} finds the sandbox unavailable in the first N calls (N = 1..9).
 * Any other amount is given back at once. All of them are charged without ado.
 *
 * @param unavailableCalls how many calls get no answer before one does
 */
record SandboxRefundRule(Ending ending, int unavailableCalls) {

    static SandboxRefundRule of(Money amount) {
        int digits = (int) (amount.getAmountMajorLong() % 10_000);
        return switch (digits) {
            case 403 -> new SandboxRefundRule(Ending.DECLINED, 0);
            case 203 -> new SandboxRefundRule(Ending.SETTLES_LATER, 0);
            default -> new SandboxRefundRule(Ending.SUCCEEDS, digits % 1000 == 504 ? digits / 1000 : 0);
        };
    }
}
