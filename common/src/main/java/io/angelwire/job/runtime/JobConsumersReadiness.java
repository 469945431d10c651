package io.angelwire.job.runtime;

import io.angelwire.job.consumer.JobConsumer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Down while a queue of this service can't be consumed: Redis is away, or the service is stopping. */
@Readiness
class JobConsumersReadiness implements HealthCheck {

    private final JobConsumers consumers;

    JobConsumersReadiness(JobConsumers consumers) {
        this.consumers = consumers;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("Job consumers").up();
        for (JobConsumer consumer : consumers.consumers()) {
            boolean ready = consumer.isReady();
            response.withData(consumer.settings().queue().value(), ready ? "consuming" : "not consuming");
            if (!ready) {
                response.down();
            }
        }
        return response.build();
    }
}
