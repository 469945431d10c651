package io.angelwire.payment;

import io.angelwire.domain.investment.EscrowWorkflow;
import io.angelwire.domain.ledger.AccountCode;
import io.angelwire.domain.ledger.Ledger;
import io.angelwire.domain.ledger.Posting;
import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.Refund;
import io.angelwire.job.PermanentJobException;
import io.angelwire.payment.provider.ProviderRefund;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** The transactions of a refund. */
@ApplicationScoped
public class Refunds {

    private final EscrowWorkflow workflow;
    private final Ledger ledger;

    Refunds(EscrowWorkflow workflow, Ledger ledger) {
        this.workflow = workflow;
        this.ledger = ledger;
    }

    /** @param payment what is to be given back; completed */
    public record Opened(Refund refund, Payment payment) {}

    /** @throws PermanentJobException if there is no such refund */
    @Transactional
    public Opened find(UUID refundId) {
        Refund refund = Refund.<Refund>findByIdOptional(refundId)
                .orElseThrow(() -> new PermanentJobException("there is no refund with this id"));
        return new Opened(refund, Payment.findById(refund.paymentId));
    }

    /**
     * Writes what the provider has decided, with all that follows from it. A refund that is final already stays as it
     * is.
     *
     * @param answer not PROCESSING
     */
    @Transactional
    public Refund settle(UUID refundId, ProviderRefund answer) {
        Refund refund = Refund.locked(refundId);
        if (refund.status.isFinal()) {
            return refund;
        }
        switch (answer.status()) {
            case SUCCEEDED -> {
                refund.complete(answer.id());
                workflow.refunded(refund.investmentId);
                ledger.post("refund:" + refund.id, postings(refund));
            }
            case DECLINED -> {
                refund.fail(answer.id(), answer.declineCode());
                workflow.refundDeclined(refund);
            }
            case PROCESSING -> throw new IllegalArgumentException("nothing is decided of refund " + refundId);
        }
        return refund;
    }

    private static List<Posting> postings(Refund refund) {
        Payment payment = Payment.findById(refund.paymentId);
        return List.of(
                Posting.debit(AccountCode.escrow(refund.investmentId), refund.amount()),
                Posting.credit(AccountCode.providerClearing(payment.provider), refund.amount()));
    }
}
