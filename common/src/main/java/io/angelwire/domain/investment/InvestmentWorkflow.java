package io.angelwire.domain.investment;

import static io.angelwire.domain.investment.InvestmentEvents.INVESTMENT_COMPLETED;
import static io.angelwire.domain.investment.InvestmentEvents.INVESTMENT_CREATED;

import io.angelwire.domain.investment.InvestmentRefusedException.Reason;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchWorkflow;
import io.angelwire.domain.user.User;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;

/**
 * The life of an investment until it is paid; {@link EscrowWorkflow} has what follows. Each step changes the row and writes the jobs and events that follow from it in one
 * transaction, the caller's if there is one. A step that was taken before, or that the present status doesn't allow,
 * changes and emits nothing, so that a job may be run again.
 */
@ApplicationScoped
public class InvestmentWorkflow {

    /** What the column holds; a longer reason is cut. */
    private static final int LONGEST_REASON = 500;

    private static final Set<InvestmentStatus> UNPAID =
            EnumSet.of(InvestmentStatus.PENDING, InvestmentStatus.PROCESSING);

    private final Outbox outbox;
    private final InvestmentEvents events;
    private final PitchWorkflow pitches;

    InvestmentWorkflow(Outbox outbox, InvestmentEvents events, PitchWorkflow pitches) {
        this.outbox = outbox;
        this.events = events;
        this.pitches = pitches;
    }

    /**
     * Accepts an investment: the row is {@link InvestmentStatus#PENDING} and its payment under way.
     *
     * @throws InvestmentRefusedException if a rule forbids it
     */
    @Transactional
    public Investment submit(UUID investorId, UUID pitchId, Money amount, PaymentMethod method) {
        Pitch pitch = Pitch.findUnchanging(pitchId)
                .filter(p -> p.isVisibleTo(investorId))
                .orElseThrow(() -> new InvestmentRefusedException(Reason.PITCH_UNKNOWN));
        if (pitch.startup.founder.id.equals(investorId)) {
            throw new InvestmentRefusedException(Reason.OWN_STARTUP);
        }
        if (!pitch.isOpen()) {
            throw new InvestmentRefusedException(Reason.PITCH_CLOSED);
        }
        if (!pitch.currency.equals(amount.getCurrencyUnit().getCode())) {
            throw new InvestmentRefusedException(Reason.CURRENCY_DIFFERS);
        }
        User investor = User.<User>findByIdOptional(investorId)
                .orElseThrow(() -> new InvestmentRefusedException(Reason.ACCOUNT_UNKNOWN));

        Investment investment = Investment.pending(investor, pitch, amount, method);
        investment.persist();
        events.emit(INVESTMENT_CREATED, investment);
        outbox.enqueue(QueueName.PAYMENTS, InvestmentJobs.payment(investment));
        outbox.enqueue(QueueName.EMAIL, InvestmentJobs.confirmationEmail(investment));
        outbox.enqueue(QueueName.NOTIFICATIONS, InvestmentJobs.founderNotification(investment));
        outbox.enqueue(QueueName.NOTIFICATIONS, InvestmentJobs.createdNotification(investment));
        return investment;
    }

    /**
     * The investor has thought better of it. Of this and the payment worker's {@link #processing}, one wins: nobody is
     * charged for what is cancelled, and what is about to be charged isn't cancelled.
     *
     * @throws InvestmentStateException if the provider has the payment, or it has ended
     */
    @Transactional
    public Investment cancel(UUID investmentId) {
        Investment investment = Investment.move(investmentId, InvestmentStatus.CANCELLED)
                .orElseThrow(() -> InvestmentStateException.of(investmentId));
        events.updated(investment);
        outbox.enqueue(QueueName.NOTIFICATIONS, InvestmentJobs.cancelledNotification(investment));
        return investment;
    }

    /**
     * The payment is about to be asked of the provider.
     *
     * @return whether this call changed anything
     */
    @Transactional
    public boolean processing(UUID investmentId) {
        var moved = Investment.move(investmentId, InvestmentStatus.PROCESSING);
        moved.ifPresent(events::updated);
        return moved.isPresent();
    }

    /** The payment is settled. */
    @Transactional
    public void complete(UUID investmentId) {
        Investment.move(investmentId, UNPAID, InvestmentStatus.COMPLETED, null).ifPresent(investment -> {
            events.updated(investment);
            events.emit(INVESTMENT_COMPLETED, investment);
            outbox.enqueue(QueueName.NOTIFICATIONS, InvestmentJobs.completedNotification(investment));
            pitches.fundedIfGoalMet(investment.pitch.id);
        });
    }

    /**
     * The payment will not come.
     *
     * @param reason told to the investor; one line
     */
    @Transactional
    public void fail(UUID investmentId, String reason) {
        String kept = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        Investment.move(investmentId, UNPAID, InvestmentStatus.FAILED, kept).ifPresent(investment -> {
            events.updated(investment);
            outbox.enqueue(QueueName.NOTIFICATIONS, InvestmentJobs.failedNotification(investment));
        });
    }
}
