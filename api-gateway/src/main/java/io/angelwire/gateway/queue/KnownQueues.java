package io.angelwire.gateway.queue;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.job.QueueName;
import io.angelwire.job.runtime.QueuesConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The queues that have settings, and no others: whatever name a client sends must not become a key in Redis. */
@ApplicationScoped
public class KnownQueues {

    private final QueuesConfig config;
    private final List<QueueName> names;

    KnownQueues(QueuesConfig config) {
        this.config = config;
        this.names =
                config.queues().keySet().stream().sorted().map(QueueName::new).toList();
    }

    /** In alphabetical order. */
    public List<QueueName> names() {
        return names;
    }

    /** @throws ProblemException if there is no such queue */
    public QueueName require(String name) {
        return names.stream()
                .filter(queue -> queue.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.QUEUE_NOT_FOUND, null));
    }

    public QueuesConfig.QueueConfig settings(QueueName queue) {
        return config.queues().get(queue.value());
    }
}
