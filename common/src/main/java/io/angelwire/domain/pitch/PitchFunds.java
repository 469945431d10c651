package io.angelwire.domain.pitch;

import io.angelwire.domain.investment.InvestmentStatus;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;

/** What the investments in a pitch come to. */
final class PitchFunds {

    private PitchFunds() {}

    /** The sum of what was paid, in minor units of the pitch's currency. */
    static BigInteger raisedMinor(UUID pitchId) {
        BigInteger sum = Pitch.getEntityManager()
                .createQuery(
                        "select sum(cast(i.amountMinor as BigInteger)) from Investment i"
                                + " where i.pitch.id = :pitch and i.status in :raised",
                        BigInteger.class)
                .setParameter("pitch", pitchId)
                .setParameter("raised", InvestmentStatus.RAISED)
                .getSingleResult();
        return sum == null ? BigInteger.ZERO : sum;
    }

    /** Whether money of somebody's is in it or on its way. */
    static boolean hasInvestments(UUID pitchId) {
        return !Pitch.getEntityManager()
                .createQuery(
                        "select 1 from Investment i where i.pitch.id = :pitch and i.status in :live", Integer.class)
                .setParameter("pitch", pitchId)
                .setParameter("live", InvestmentStatus.LIVE)
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
