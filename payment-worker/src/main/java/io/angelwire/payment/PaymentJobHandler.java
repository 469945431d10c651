package io.angelwire.payment;

import io.angelwire.domain.payment.PaymentJob;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Hands the queue's jobs to who does those of their name. */
@ApplicationScoped
public class PaymentJobHandler implements JobHandler<PaymentJob> {

    private final Map<String, PaymentWork<?>> works;

    PaymentJobHandler(@All List<PaymentWork<?>> works) {
        this.works = works.stream().collect(Collectors.toMap(PaymentWork::jobName, Function.identity()));
    }

    @Override
    public QueueName queue() {
        return QueueName.PAYMENTS;
    }

    @Override
    public Class<PaymentJob> payloadType() {
        return PaymentJob.class;
    }

    @Override
    public Class<? extends PaymentJob> payloadType(String jobName) {
        PaymentWork<?> work = works.get(jobName);
        return work == null ? null : work.payloadType();
    }

    @Override
    public JobOutcome handle(RunningJob<PaymentJob> job) {
        PaymentWork<?> work = works.get(job.name());
        return work == null ? JobOutcome.failed("this queue has no job of that name") : handle(work, job.payload());
    }

    private static <T extends PaymentJob> JobOutcome handle(PaymentWork<T> work, PaymentJob payload) {
        return work.handle(work.payloadType().cast(payload));
    }
}
