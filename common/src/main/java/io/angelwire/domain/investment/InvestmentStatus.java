package io.angelwire.domain.investment;

import java.util.EnumSet;
import java.util.Set;

/** Where an investment stands. The legal transitions are here and nowhere else. */
public enum InvestmentStatus {
    /** Accepted; the payment was not tried yet. */
    PENDING,
    /** The payment provider has the payment and hasn't settled it. */
    PROCESSING,
    /** Paid into escrow. Final. */
    COMPLETED,
    /** Not paid. Final. */
    FAILED;

    /** Money is in it or on its way. */
    public static final Set<InvestmentStatus> LIVE = Set.of(PENDING, PROCESSING, COMPLETED);

    /** The money counts towards the pitch's goal. */
    public static final Set<InvestmentStatus> RAISED = Set.of(COMPLETED);

    /** The states from which one may come here. */
    public Set<InvestmentStatus> predecessors() {
        return switch (this) {
            case PENDING -> EnumSet.noneOf(InvestmentStatus.class);
            case PROCESSING -> EnumSet.of(PENDING);
            case COMPLETED, FAILED -> EnumSet.of(PENDING, PROCESSING);
        };
    }
}
