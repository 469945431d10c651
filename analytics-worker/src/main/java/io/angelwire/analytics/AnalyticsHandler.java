package io.angelwire.analytics;

import io.angelwire.domain.analytics.AnalyticsJob;
import io.angelwire.domain.analytics.ForgetEvents;
import io.angelwire.domain.analytics.TrackedEvent;
import io.angelwire.domain.money.InvalidAmountException;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Keeps what happened, each job's event once. Adding up is {@link RollUp}'s: a job that changed totals itself would wait
 * for the others that do, all of them at the same few rows.
 */
@ApplicationScoped
public class AnalyticsHandler implements JobHandler<AnalyticsJob> {

    private final EventLedger events;

    AnalyticsHandler(EventLedger events) {
        this.events = events;
    }

    @Override
    public QueueName queue() {
        return QueueName.ANALYTICS;
    }

    @Override
    public Class<AnalyticsJob> payloadType() {
        return AnalyticsJob.class;
    }

    @Override
    public Class<? extends AnalyticsJob> payloadType(String jobName) {
        return switch (jobName) {
            case TrackedEvent.JOB_NAME -> TrackedEvent.class;
            case ForgetEvents.JOB_NAME -> ForgetEvents.class;
            default -> null;
        };
    }

    @Override
    public JobOutcome handle(RunningJob<AnalyticsJob> job) throws Exception {
        if (job.payload() instanceof TrackedEvent event) {
            try {
                event.requireMeaning();
            } catch (IllegalArgumentException | InvalidAmountException meaningless) {
                return JobOutcome.failed(meaningless.getMessage());
            }
            return events.keep(job.id(), event)
                    ? JobOutcome.completed(null)
                    : JobOutcome.cancelled("too old to tell whether it was counted");
        }
        return job.payload() instanceof ForgetEvents ? forget(job) : JobOutcome.failed("an unknown kind of job");
    }

    private JobOutcome forget(RunningJob<?> job) {
        long forgotten = 0;
        int batch;
        do {
            batch = events.forgetSome();
            forgotten += batch;
        } while (batch > 0 && !job.isStopped());
        return JobOutcome.completed(Map.of("forgotten", forgotten));
    }
}
