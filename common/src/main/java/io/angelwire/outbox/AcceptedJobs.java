package io.angelwire.outbox;

import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Jobs that were accepted and have not ended, whether or not Redis has heard of them yet. */
@ApplicationScoped
public class AcceptedJobs {

    private final OutboxRepository repository;

    AcceptedJobs(OutboxRepository repository) {
        this.repository = repository;
    }

    /** @param delay for how long the job is to wait yet, zero if it is due */
    public record Accepted(String name, Duration delay) {}

    /** @return empty if there is no such job, or it has ended */
    public Optional<Accepted> find(QueueName queue, String jobId) {
        return repository.accepted(queue.value(), jobId);
    }
}
