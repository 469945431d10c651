package io.angelwire.domain.investment;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Where an investment stands. The legal transitions are here and nowhere else. */
public enum InvestmentStatus {
    /** Accepted; the payment was not tried yet. */
    PENDING,
    /** The payment provider has the payment and hasn't settled it. */
    PROCESSING,
    /** Paid: the money is in escrow. */
    COMPLETED,
    /** The provider was asked to give the money back, which is in escrow until it has. */
    REFUNDING,
    /** Given back to the investor. Final. */
    REFUNDED,
    /** The escrow is to be released and nothing else can happen to it; the ledger doesn't say so yet. */
    RELEASING,
    /** The money is the startup's. Final. */
    RELEASED,
    /** Taken back by the investor before the provider had the payment. Final. */
    CANCELLED,
    /** Not paid. Final. */
    FAILED;

    /** Money is in it or on its way. */
    public static final Set<InvestmentStatus> LIVE =
            Collections.unmodifiableSet(EnumSet.of(PENDING, PROCESSING, COMPLETED, REFUNDING, RELEASING, RELEASED));

    /** The money counts towards the pitch's goal; what is about to be given back doesn't. */
    public static final Set<InvestmentStatus> RAISED =
            Collections.unmodifiableSet(EnumSet.of(COMPLETED, RELEASING, RELEASED));

    /** The investor hasn't got the money back: what is about to be given back still is in escrow. */
    public static final Set<InvestmentStatus> HELD =
            Collections.unmodifiableSet(EnumSet.of(COMPLETED, REFUNDING, RELEASING, RELEASED));

    /** The startup has the money or is about to. */
    public static final Set<InvestmentStatus> GIVEN_OUT = Collections.unmodifiableSet(EnumSet.of(RELEASING, RELEASED));

    /** The states from which one may come here. */
    public Set<InvestmentStatus> predecessors() {
        return switch (this) {
            case PENDING -> EnumSet.noneOf(InvestmentStatus.class);
            case PROCESSING, CANCELLED -> EnumSet.of(PENDING);
            // From REFUNDING when the provider declines the refund.
            case COMPLETED -> EnumSet.of(PENDING, PROCESSING, REFUNDING);
            case FAILED -> EnumSet.of(PENDING, PROCESSING);
            case REFUNDING, RELEASING -> EnumSet.of(COMPLETED);
            case REFUNDED -> EnumSet.of(REFUNDING);
            case RELEASED -> EnumSet.of(RELEASING);
        };
    }
}
