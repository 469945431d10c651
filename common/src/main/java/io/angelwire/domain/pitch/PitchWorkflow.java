package io.angelwire.domain.pitch;

import io.angelwire.domain.investment.InvestmentStatus;
import io.angelwire.domain.pitch.PitchRefusedException.Reason;
import io.angelwire.domain.startup.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

/**
 * The life of a pitch. Each step changes the row under its lock and writes the jobs and events that follow in one
 * transaction, the caller's if there is one. A step that was taken before changes and emits nothing.
 */
@ApplicationScoped
public class PitchWorkflow {

    private final PitchEvents events;
    private final PitchNews news;

    public PitchWorkflow(PitchEvents events, PitchNews news) {
        this.events = events;
        this.news = news;
    }

    /** @throws PitchRefusedException if the startup isn't the founder's */
    @Transactional
    public Pitch draft(UUID founderId, UUID startupId, PitchContent content) {
        Startup startup = Startup.findWithFounder(startupId)
                .filter(s -> s.founder.id.equals(founderId))
                .orElseThrow(() -> new PitchRefusedException(Reason.STARTUP_UNKNOWN));
        Pitch pitch = Pitch.draft(startup, content);
        pitch.persist();
        events.created(pitch);
        return pitch;
    }

    /**
     * Says something else. Investors are told; if there are none, nobody has relied on goal and currency, and they may
     * change, too.
     *
     * @param seen is given the version that is changed, and throws if the founder has seen another one
     * @throws PitchRefusedException if it isn't the founder's, or the terms are fixed
     */
    @Transactional
    public Pitch update(UUID founderId, UUID id, PitchContent content, LongConsumer seen) {
        Pitch pitch = own(founderId, id);
        seen.accept(pitch.version);
        if (content.equals(pitch.content())) {
            return pitch;
        }
        boolean offered = pitch.status != PitchStatus.DRAFT;
        if (offered && !content.goal().equals(pitch.goal()) && PitchFunds.hasInvestments(id)) {
            throw new PitchRefusedException(Reason.TERMS_FIXED);
        }
        pitch.set(content);
        events.updated(pitch);
        if (offered) {
            news.updated(pitch);
        }
        return pitch;
    }

    /** @throws PitchRefusedException if it isn't the founder's, or funded */
    @Transactional
    public Pitch publish(UUID founderId, UUID id) {
        return move(own(founderId, id), PitchStatus.DRAFT, PitchStatus.PUBLISHED);
    }

    /**
     * Makes it a draft again: whoever isn't its founder loses sight of it, in its room too, whose members are reviewed
     * after the event.
     *
     * @throws PitchRefusedException if it isn't the founder's, funded, or somebody's investment in it is alive
     */
    @Transactional
    public Pitch unpublish(UUID founderId, UUID id) {
        Pitch pitch = own(founderId, id);
        if (pitch.status == PitchStatus.PUBLISHED && PitchFunds.hasInvestments(id)) {
            throw new PitchRefusedException(Reason.HAS_INVESTMENTS);
        }
        return move(pitch, PitchStatus.PUBLISHED, PitchStatus.DRAFT);
    }

    /**
     * Closes the pitch if its completed investments have come to the goal. To be called in the transaction that
     * completes one; those of a pitch, and those that give money back, wait for each other here, so that the last one
     * sees the others.
     *
     * @return whether this call has closed it
     */
    @Transactional
    public boolean fundedIfGoalMet(UUID id) {
        Pitch pitch = Pitch.findWithFounder(id).map(Pitch::locked).orElse(null);
        if (pitch == null
                || !PitchStatus.FUNDED.predecessors().contains(pitch.status)
                || isLessThanGoal(pitch, InvestmentStatus.RAISED)) {
            return false;
        }
        pitch.status = PitchStatus.FUNDED;
        pitch.touched();
        events.funded(pitch);
        news.funded(pitch);
        return true;
    }

    /**
     * Opens a funded pitch again if what is left of its money is less than the goal, and none of it was released. To be
     * called in the transaction that gives money back. Refunds that aren't through don't count yet: they may be declined.
     *
     * @return whether this call has opened it
     */
    @Transactional
    public boolean reopenedIfGoalMissed(UUID id) {
        Pitch pitch = Pitch.findWithFounder(id).map(Pitch::locked).orElse(null);
        if (pitch == null
                || pitch.status != PitchStatus.FUNDED
                || !isLessThanGoal(pitch, InvestmentStatus.HELD)
                || PitchFunds.hasReleases(id)) {
            return false;
        }
        move(pitch, PitchStatus.FUNDED, PitchStatus.PUBLISHED);
        news.reopened(pitch);
        return true;
    }

    private static boolean isLessThanGoal(Pitch pitch, Set<InvestmentStatus> counted) {
        return PitchFunds.sumMinor(pitch.id, counted).compareTo(BigInteger.valueOf(pitch.goalMinor)) < 0;
    }

    /** @param from where this step begins, which is one of the target's {@link PitchStatus#predecessors} */
    private Pitch move(Pitch pitch, PitchStatus from, PitchStatus target) {
        if (!target.predecessors().contains(from)) {
            throw new IllegalArgumentException("a pitch can't go from " + from + " to " + target);
        }
        if (pitch.status == target) {
            return pitch;
        }
        if (pitch.status != from) {
            throw new PitchRefusedException(Reason.STATUS_FORBIDS);
        }
        pitch.status = target;
        pitch.touched();
        events.updated(pitch);
        return pitch;
    }

    private static Pitch own(UUID founderId, UUID id) {
        return Pitch.findWithFounder(id)
                .filter(pitch -> pitch.isOf(founderId))
                .map(Pitch::locked)
                .orElseThrow(() -> new PitchRefusedException(Reason.PITCH_UNKNOWN));
    }
}
