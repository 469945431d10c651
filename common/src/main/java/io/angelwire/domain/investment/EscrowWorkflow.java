package io.angelwire.domain.investment;

import static io.angelwire.domain.investment.InvestmentEvents.ESCROW_RELEASED;

import io.angelwire.domain.investment.InvestmentRefusedException.Reason;
import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.Refund;
import io.angelwire.domain.pitch.PitchWorkflow;
import io.angelwire.domain.user.User;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.UUID;

/**
 * What becomes of an investment that is paid: its money goes back to the investor or on to the startup. A request
 * decides which, by comparing and setting the status, and leaves the rest to a job; so whatever is accepted is done, and
 * of a refund and a release at the same moment one is refused. Each step changes the row and writes the jobs and events
 * that follow in one transaction, the caller's if there is one.
 */
@ApplicationScoped
public class EscrowWorkflow {

    private final Outbox outbox;
    private final InvestmentEvents events;
    private final PitchWorkflow pitches;

    EscrowWorkflow(Outbox outbox, InvestmentEvents events, PitchWorkflow pitches) {
        this.outbox = outbox;
        this.events = events;
        this.pitches = pitches;
    }

    /**
     * Asks for the money to be given back.
     *
     * @param requestedBy is told if the provider declines
     * @throws InvestmentStateException if the money isn't in escrow, or is to leave it already
     * @throws InvestmentRefusedException if nobody is registered under {@code requestedBy}
     */
    @Transactional
    public Investment requestRefund(UUID investmentId, UUID requestedBy) {
        if (User.findById(requestedBy) == null) {
            throw new InvestmentRefusedException(Reason.ACCOUNT_UNKNOWN);
        }
        Investment investment = Investment.move(investmentId, InvestmentStatus.REFUNDING)
                .orElseThrow(() -> InvestmentStateException.of(investmentId));
        Payment payment = Payment.ofInvestment(investmentId).orElseThrow();
        Refund refund = Refund.of(payment, requestedBy);
        refund.persist();
        events.updated(investment);
        outbox.enqueue(QueueName.PAYMENTS, EscrowJobs.refund(refund));
        return investment;
    }

    /** The provider has given the money back. A step that was taken before changes nothing. */
    @Transactional
    public void refunded(UUID investmentId) {
        Investment.move(investmentId, InvestmentStatus.REFUNDED).ifPresent(investment -> {
            events.updated(investment);
            EscrowJobs.refunded(investment).forEach(job -> outbox.enqueue(QueueName.NOTIFICATIONS, job));
            pitches.reopenedIfGoalMissed(investment.pitch.id);
        });
    }

    /**
     * The provider gives nothing back: the money is in escrow as before and counts towards the pitch's goal again, and
     * who wanted it to be refunded is told.
     */
    @Transactional
    public void refundDeclined(Refund refund) {
        var from = EnumSet.of(InvestmentStatus.REFUNDING);
        Investment.move(refund.investmentId, from, InvestmentStatus.COMPLETED, null)
                .ifPresent(investment -> {
                    events.updated(investment);
                    outbox.enqueue(QueueName.NOTIFICATIONS, EscrowJobs.refundDeclined(investment, refund.requestedBy));
                    pitches.fundedIfGoalMet(investment.pitch.id);
                });
    }

    /**
     * Asks for the money to be made the startup's.
     *
     * @throws InvestmentStateException if the money isn't in escrow, or is to leave it already
     */
    @Transactional
    public Investment requestRelease(UUID investmentId) {
        Investment investment = Investment.move(investmentId, InvestmentStatus.RELEASING)
                .orElseThrow(() -> InvestmentStateException.of(investmentId));
        events.updated(investment);
        outbox.enqueue(QueueName.PAYMENTS, EscrowJobs.release(investment));
        return investment;
    }

    /**
     * The money is the startup's.
     *
     * @return whether this call changed anything
     */
    @Transactional
    public boolean released(UUID investmentId) {
        var moved = Investment.move(investmentId, InvestmentStatus.RELEASED);
        moved.ifPresent(investment -> {
            events.updated(investment);
            events.emit(ESCROW_RELEASED, investment);
            EscrowJobs.released(investment).forEach(job -> outbox.enqueue(QueueName.NOTIFICATIONS, job));
        });
        return moved.isPresent();
    }
}
