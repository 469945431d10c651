package io.angelwire.observability;

import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.JobObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the observers of this process's queues. */
@Singleton
public class QueueObservers {

    private final MeterRegistry meters;
    private final JobSpans spans;

    QueueObservers(
            MeterRegistry meters,
            Tracer tracer,
            @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean tracingDisabled) {
        this.meters = meters;
        this.spans = new JobSpans(tracer, !tracingDisabled);
    }

    /** @param queue the whole one: what its parts do is counted together */
    public JobObserver of(QueueName queue) {
        return new QueueObserver(queue.whole(), meters, spans);
    }
}
