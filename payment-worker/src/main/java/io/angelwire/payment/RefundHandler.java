package io.angelwire.payment;

import io.angelwire.domain.payment.Refund;
import io.angelwire.domain.payment.RefundJobData;
import io.angelwire.job.JobOutcome;
import io.angelwire.payment.Refunds.Opened;
import io.angelwire.payment.provider.Charge;
import io.angelwire.payment.provider.ProviderClient;
import io.angelwire.payment.provider.ProviderRefund;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Gives a payment back, once, wherever this process may die: as {@link PaymentHandler} charges, except that whoever
 * asked for the refund has opened it already. Until the provider has decided, the money is in escrow and the investment
 * REFUNDING, also after the last attempt: replaying the dead letter ends the refund.
 */
@ApplicationScoped
public class RefundHandler implements PaymentWork<RefundJobData> {

    private static final Logger LOG = Logger.getLogger(RefundHandler.class);

    private final Refunds refunds;
    private final ProviderClient provider;

    RefundHandler(Refunds refunds, ProviderClient provider) {
        this.refunds = refunds;
        this.provider = provider;
    }

    @Override
    public String jobName() {
        return RefundJobData.JOB_NAME;
    }

    @Override
    public Class<RefundJobData> payloadType() {
        return RefundJobData.class;
    }

    @Override
    public JobOutcome handle(RefundJobData job) {
        Opened opened = refunds.find(job.refundId());
        if (opened.refund().status.isFinal()) {
            return JobOutcome.completed(RefundJobResult.of(opened.refund()));
        }
        return ProviderAnswer.await(() -> ask(opened), answer -> settle(opened.refund(), answer));
    }

    /** An earlier run may have asked and died: what the provider knows comes first. */
    private ProviderRefund ask(Opened opened) {
        return provider.findRefund(opened.refund().id)
                .orElseGet(() -> provider.refund(opened.refund(), opened.payment()));
    }

    private JobOutcome settle(Refund refund, ProviderRefund answer) {
        if (answer.status() == Charge.Status.PROCESSING) {
            return JobOutcome.snooze(SettlementWait.of(refund.createdAt));
        }
        Refund settled = refunds.settle(refund.id, answer);
        LOG.infof("Refund %s of investment %s: %s", settled.id, settled.investmentId, settled.status);
        return JobOutcome.completed(RefundJobResult.of(settled));
    }
}
