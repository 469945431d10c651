package io.angelwire.domain.investment;

import java.util.UUID;

/** An investment is not where a request could do what it asks for. Nothing was changed. */
public class InvestmentStateException extends RuntimeException {

    private final InvestmentStatus present;

    private InvestmentStateException(InvestmentStatus present) {
        super("The investment is " + present + ".");
        this.present = present;
    }

    /** @param investmentId of an investment that exists */
    static InvestmentStateException of(UUID investmentId) {
        return new InvestmentStateException(Investment.fresh(investmentId).orElseThrow().status);
    }

    /** Where it is. */
    public InvestmentStatus present() {
        return present;
    }
}
