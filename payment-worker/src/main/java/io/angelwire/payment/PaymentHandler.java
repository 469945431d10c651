package io.angelwire.payment;

import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.PaymentJobData;
import io.angelwire.job.JobOutcome;
import io.angelwire.payment.Payments.Opened;
import io.angelwire.payment.provider.Charge;
import io.angelwire.payment.provider.ProviderClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Charges an investment's payment, once, wherever this process may die.
 *
 * <p>Three steps, each of which can be taken again: a transaction opens the payment, whose id is the provider's
 * idempotency key; the provider is asked, outside any transaction; a second transaction, under the payment's row lock,
 * writes what the provider said with the ledger, the events and the investment's next step. A run that finds an opened
 * payment asks the provider what it knows before it charges; one that finds a final payment changes nothing.
 *
 * <p>What the provider didn't say is never guessed: when it can't be reached, the payment stays PROCESSING, also after
 * the last attempt. The dead letter alerts an admin, and replaying it ends the payment.
 */
@ApplicationScoped
public class PaymentHandler implements PaymentWork<PaymentJobData> {

    private static final Logger LOG = Logger.getLogger(PaymentHandler.class);

    private final Payments payments;
    private final ProviderClient provider;

    PaymentHandler(Payments payments, ProviderClient provider) {
        this.payments = payments;
        this.provider = provider;
    }

    @Override
    public String jobName() {
        return PaymentJobData.JOB_NAME;
    }

    @Override
    public Class<PaymentJobData> payloadType() {
        return PaymentJobData.class;
    }

    @Override
    public JobOutcome handle(PaymentJobData job) {
        Optional<Opened> opened = payments.open(job, provider.name());
        if (opened.isEmpty()) {
            return JobOutcome.cancelled("the investment was cancelled before it was paid");
        }
        Payment payment = opened.get().payment();
        if (payment.status.isFinal()) {
            return JobOutcome.completed(PaymentJobResult.of(payment));
        }
        return ProviderAnswer.await(() -> charge(opened.get(), job), charge -> settle(payment, charge));
    }

    private JobOutcome settle(Payment payment, Charge charge) {
        if (charge.status() == Charge.Status.PROCESSING) {
            return JobOutcome.snooze(SettlementWait.of(payment.createdAt));
        }
        Payment settled = payments.settle(payment.id, charge);
        LOG.infof("Payment %s of investment %s: %s", settled.id, settled.investmentId, settled.status);
        return JobOutcome.completed(PaymentJobResult.of(settled));
    }

    private Charge charge(Opened opened, PaymentJobData job) {
        Payment payment = opened.payment();
        if (!opened.isNew()) {
            var known = provider.find(payment.id);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return provider.charge(payment, job.metadata());
    }
}
