package io.angelwire.payment;

import io.angelwire.domain.payment.PaymentJob;
import io.angelwire.job.JobOutcome;

/** Does the jobs of one name on the queue {@code payments}. As a job's handler it may be called twice for the same job. */
interface PaymentWork<T extends PaymentJob> {

    String jobName();

    Class<T> payloadType();

    JobOutcome handle(T job);
}
