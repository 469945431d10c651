package io.angelwire.outbox;

import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.CompletionHook;
import io.angelwire.outbox.OutboxRow.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Deletes the rows of jobs that have reached their end. */
@ApplicationScoped
public class OutboxSettlement implements CompletionHook {

    private final OutboxRepository repository;

    OutboxSettlement(OutboxRepository repository) {
        this.repository = repository;
    }

    /** In the current transaction if there is one. */
    @Override
    public void beforeCompletion(QueueName queue, List<String> jobIds) {
        repository.delete(Kind.JOB, queue.value(), jobIds);
    }
}
