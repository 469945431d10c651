package io.angelwire.payment;

import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.investment.InvestmentEvents;
import io.angelwire.domain.investment.InvestmentStatus;
import io.angelwire.domain.investment.InvestmentWorkflow;
import io.angelwire.domain.ledger.AccountCode;
import io.angelwire.domain.ledger.Ledger;
import io.angelwire.domain.ledger.Posting;
import io.angelwire.domain.money.InvalidAmountException;
import io.angelwire.domain.payment.DeclineReason;
import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.PaymentJobData;
import io.angelwire.job.Ids;
import io.angelwire.job.PermanentJobException;
import io.angelwire.payment.provider.Charge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The two transactions of a payment. */
@ApplicationScoped
public class Payments {

    private static final String INSERT = """
            insert into payments (id, investment_id, amount_minor, currency, payment_method, provider, status,
                                  created_at, updated_at)
            values (:id, :investmentId, :amount, :currency, :method, :provider, 'PROCESSING', now(), now())
            on conflict (investment_id) do nothing
            """;

    private final EntityManager entities;
    private final InvestmentWorkflow workflow;
    private final InvestmentEvents events;
    private final Ledger ledger;

    Payments(EntityManager entities, InvestmentWorkflow workflow, InvestmentEvents events, Ledger ledger) {
        this.entities = entities;
        this.workflow = workflow;
        this.events = events;
        this.ledger = ledger;
    }

    /** @param isNew false if an earlier run opened it, so that the provider may know it already */
    public record Opened(Payment payment, boolean isNew) {}

    /**
     * The payment of the job's investment, now or earlier made.
     *
     * @return empty if the investor has cancelled the investment, of which nothing will be charged then
     * @throws PermanentJobException if the job isn't that investment's own, or the investment isn't to be paid any more
     */
    @Transactional
    public Optional<Opened> open(PaymentJobData job, String provider) {
        Investment investment = Investment.findWithParties(job.investmentId())
                .orElseThrow(() -> new PermanentJobException("there is no investment with this id"));
        requireSameMoney(investment, job);
        // Decides against a cancellation at the same moment; whoever comes second sees what the first has committed.
        if (!workflow.processing(investment.id)) {
            Optional<Payment> earlier = Payment.ofInvestment(investment.id);
            if (earlier.isPresent()) {
                return Optional.of(new Opened(earlier.get(), false));
            }
            entities.refresh(investment);
            if (investment.status == InvestmentStatus.CANCELLED) {
                return Optional.empty();
            }
            if (investment.status != InvestmentStatus.PROCESSING) {
                throw new PermanentJobException("the investment is " + investment.status + " and has no payment");
            }
        }
        boolean isNew = insert(investment, provider) == 1;
        return Optional.of(new Opened(Payment.ofInvestment(investment.id).orElseThrow(), isNew));
    }

    /**
     * Writes what the provider has decided, with all that follows from it. A payment that is final already stays as it
     * is.
     *
     * @param charge not PROCESSING
     */
    @Transactional
    public Payment settle(UUID paymentId, Charge charge) {
        Payment payment = Payment.locked(paymentId);
        if (payment.status.isFinal()) {
            return payment;
        }
        Investment investment = Investment.findWithParties(payment.investmentId).orElseThrow();
        switch (charge.status()) {
            case SUCCEEDED -> {
                payment.complete(charge.id());
                events.emit(InvestmentEvents.PAYMENT_PROCESSED, investment, PaymentEvent.of(payment));
                workflow.complete(investment.id);
                ledger.post("payment:" + payment.id, postings(payment));
            }
            case DECLINED -> {
                payment.fail(charge.id(), charge.declineCode());
                events.emit(InvestmentEvents.PAYMENT_PROCESSED, investment, PaymentEvent.of(payment));
                workflow.fail(investment.id, DeclineReason.of(charge.declineCode()));
            }
            case PROCESSING -> throw new IllegalArgumentException("nothing is decided of payment " + paymentId);
        }
        return payment;
    }

    private int insert(Investment investment, String provider) {
        return entities.createNativeQuery(INSERT)
                .setParameter("id", Ids.newId())
                .setParameter("investmentId", investment.id)
                .setParameter("amount", investment.amountMinor)
                .setParameter("currency", investment.currency)
                .setParameter("method", investment.paymentMethod.name())
                .setParameter("provider", provider)
                .executeUpdate();
    }

    private static List<Posting> postings(Payment payment) {
        return List.of(
                Posting.debit(AccountCode.providerClearing(payment.provider), payment.amount()),
                Posting.credit(AccountCode.escrow(payment.investmentId), payment.amount()));
    }

    private static void requireSameMoney(Investment investment, PaymentJobData job) {
        try {
            if (investment.amount().equals(job.money()) && investment.paymentMethod == job.paymentMethod()) {
                return;
            }
        } catch (InvalidAmountException e) {
            throw new PermanentJobException("the job's amount and currency make no money", e);
        }
        throw new PermanentJobException("the job's amount, currency or method is not that of its investment");
    }
}
