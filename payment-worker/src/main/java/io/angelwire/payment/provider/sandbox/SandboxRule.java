package io.angelwire.payment.provider.sandbox;

import java.time.Duration;
import org.joda.money.Money;

/**
 * What the sandbox does with a payment ({@link SandboxRefundRule} with a refund), by the last four digits of the amount's major units: {@code 0402} is declined;
 * {@code 0202} is taken and settles later; {@code N503} finds the sandbox unavailable in the first N calls (N = 1..9);
 * {@code N408} is charged but answered only after N seconds; {@code N407} likewise, and so is every later question about
 * it. Any other amount succeeds at once.
 *
 * @param unavailableCalls how many calls get no answer before one does
 * @param answerAfter how long the answer takes; the charge is made before
 * @param alwaysLate whether questions about the charge are answered as late
 */
record SandboxRule(Ending ending, int unavailableCalls, Duration answerAfter, boolean alwaysLate) {

    enum Ending {
        SUCCEEDS,
        SETTLES_LATER,
        DECLINED
    }

    static SandboxRule of(Money amount) {
        int digits = (int) (amount.getAmountMajorLong() % 10_000);
        int n = digits / 1000;
        return switch (digits % 1000) {
            case 402 -> n == 0 ? ending(Ending.DECLINED) : ending(Ending.SUCCEEDS);
            case 202 -> n == 0 ? ending(Ending.SETTLES_LATER) : ending(Ending.SUCCEEDS);
            case 503 -> new SandboxRule(Ending.SUCCEEDS, n, Duration.ZERO, false);
            case 408 -> new SandboxRule(Ending.SUCCEEDS, 0, Duration.ofSeconds(n), false);
            case 407 -> new SandboxRule(Ending.SUCCEEDS, 0, Duration.ofSeconds(n), true);
            default -> ending(Ending.SUCCEEDS);
        };
    }

    private static SandboxRule ending(Ending ending) {
        return new SandboxRule(ending, 0, Duration.ZERO, false);
    }
}
