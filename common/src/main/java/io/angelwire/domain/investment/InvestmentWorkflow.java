package io.angelwire.domain.investment;

import static io.angelwire.domain.investment.InvestmentEvents.INVESTMENT_COMPLETED;
import static io.angelwire.domain.investment.InvestmentEvents.INVESTMENT_CREATED;
import static io.angelwire.domain.investment.InvestmentEvents.INVESTMENT_UPDATED;

import io.angelwire.domain.investment.InvestmentRefusedException.Reason;
import io.angelwire.domain.payment.PaymentMethod;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchWorkflow;
import io.angelwire.domain.user.User;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * The life of an investment. Each step changes the row and writes the jobs and events that follow from it in one
 * transaction, the caller's if there is one. A step that was taken before, or that the present status doesn't allow,
 * changes and emits nothing, so that a job may be run again.
 */
@ApplicationScoped
public class InvestmentWorkflow {

    /** What the column holds; a longer reason is cut. */
    private static final int LONGEST_REASON = 500;

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
        Pitch pitch = Pitch.findWithFounder(pitchId)
                .filter(p -> p.isVisibleTo(investorId))
                .orElseThrow(() -> new InvestmentRefusedException(Reason.PITCH_UNKNOWN));
        if (pitch.startup.founder.id.equals(investorId)) {
            throw new InvestmentRefusedException(Reason.OWN_STARTUP);
        }
        if (!Pitch.staysOpen(pitchId)) {
            throw new InvestmentRefusedException(Reason.PITCH_CLOSED);
        }
        if (!pitch.currency.equals(amount.getCurrencyUnit().getCode())) {
            throw new InvestmentRefusedException(Reason.CURRENCY_DIFFERS);
        }
        User investor = User.<User>findByIdOptional(investorId)
                .orElseThrow(() -> new InvestmentRefusedException(Reason.INVESTOR_UNKNOWN));

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
     * The provider has the payment but hasn't settled it.
     *
     * @return whether this call changed anything
     */
    @Transactional
    public boolean processing(UUID investmentId) {
        var moved = Investment.move(investmentId, InvestmentStatus.PROCESSING, null);
        moved.ifPresent(investment -> events.emit(INVESTMENT_UPDATED, investment));
        return moved.isPresent();
    }

    /** The payment is settled. */
    @Transactional
    public void complete(UUID investmentId) {
        Investment.move(investmentId, InvestmentStatus.COMPLETED, null).ifPresent(investment -> {
            events.emit(INVESTMENT_UPDATED, investment);
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
        Investment.move(investmentId, InvestmentStatus.FAILED, kept).ifPresent(investment -> {
            events.emit(INVESTMENT_UPDATED, investment);
            outbox.enqueue(QueueName.NOTIFICATIONS, InvestmentJobs.failedNotification(investment));
        });
    }
}
