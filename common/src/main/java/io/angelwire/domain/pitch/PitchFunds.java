package io.angelwire.domain.pitch;

import io.angelwire.domain.investment.InvestmentStatus;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the investments in a pitch come to. */
final class PitchFunds {

    private PitchFunds() {}

    /**
     * The sum of the investments that have one of the statuses, in minor units of the pitch's currency.
     *
     * @param counted {@link InvestmentStatus#RAISED} or {@link InvestmentStatus#HELD}
     */
    static BigInteger sumMinor(UUID pitchId, Set<InvestmentStatus> counted) {
        BigInteger sum = Pitch.getEntityManager()
                .createQuery(
                        "select sum(cast(i.amountMinor as BigInteger)) from Investment i"
                                + " where i.pitch.id = :pitch and i.status in :counted",
                        BigInteger.class)
                .setParameter("pitch", pitchId)
                .setParameter("counted", counted)
                .getSingleResult();
        return sum == null ? BigInteger.ZERO : sum;
    }

    /** Whether money of somebody's is in it or on its way. */
    static boolean hasInvestments(UUID pitchId) {
        return hasAny(pitchId, InvestmentStatus.LIVE);
    }

    /** Whether escrow of the pitch is the startup's, or promised to it. */
    static boolean hasReleases(UUID pitchId) {
        return hasAny(pitchId, InvestmentStatus.GIVEN_OUT);
    }

    private static boolean hasAny(UUID pitchId, Set<InvestmentStatus> statuses) {
        return !Pitch.getEntityManager()
                .createQuery(
                        "select 1 from Investment i where i.pitch.id = :pitch and i.status in :statuses", Integer.class)
                .setParameter("pitch", pitchId)
                .setParameter("statuses", statuses)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /**
     * Those whose money is in the pitch or on its way, each once, in the order of their ids.
     *
     * @param after null for the first ones
     */
    static List<UUID> investors(UUID pitchId, UUID after, int limit) {
        return Pitch.getEntityManager()
                .createQuery(
                        "select distinct i.investor.id from Investment i where i.pitch.id = :pitch and i.status in :live"
                                + " and i.investor.id > :after order by i.investor.id",
                        UUID.class)
                .setParameter("pitch", pitchId)
                .setParameter("live", InvestmentStatus.LIVE)
                .setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(limit)
                .getResultList();
    }
}
