package io.angelwire.payment;

import io.angelwire.domain.investment.EscrowWorkflow;
import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.investment.InvestmentStatus;
import io.angelwire.domain.ledger.AccountCode;
import io.angelwire.domain.ledger.Ledger;
import io.angelwire.domain.ledger.Posting;
import io.angelwire.domain.payment.ReleaseJobData;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PermanentJobException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Makes what is in escrow for an investment the startup's, in one transaction; no provider takes part. */
@ApplicationScoped
public class ReleaseHandler implements PaymentWork<ReleaseJobData> {

    private static final Logger LOG = Logger.getLogger(ReleaseHandler.class);

    /** What a finished release tells; a rerun tells the same. */
    public record Result(UUID investmentId, InvestmentStatus status) {}

    private final EscrowWorkflow workflow;
    private final Ledger ledger;

    ReleaseHandler(EscrowWorkflow workflow, Ledger ledger) {
        this.workflow = workflow;
        this.ledger = ledger;
    }

    @Override
    public String jobName() {
        return ReleaseJobData.JOB_NAME;
    }

    @Override
    public Class<ReleaseJobData> payloadType() {
        return ReleaseJobData.class;
    }

    @Override
    @Transactional
    public JobOutcome handle(ReleaseJobData job) {
        boolean released = workflow.released(job.investmentId());
        Investment investment = Investment.findWithParties(job.investmentId())
                .orElseThrow(() -> new PermanentJobException("there is no investment with this id"));
        if (released) {
            ledger.post("release:" + investment.id, postings(investment));
            LOG.infof("Escrow of investment %s: released", investment.id);
        } else if (investment.status != InvestmentStatus.RELEASED) {
            throw new PermanentJobException("the investment is " + investment.status + ", not to be released");
        }
        return JobOutcome.completed(new Result(investment.id, investment.status));
    }

    private static List<Posting> postings(Investment investment) {
        return List.of(
                Posting.debit(AccountCode.escrow(investment.id), investment.amount()),
                Posting.credit(AccountCode.payable(investment.pitch.startup.id), investment.amount()));
    }
}
