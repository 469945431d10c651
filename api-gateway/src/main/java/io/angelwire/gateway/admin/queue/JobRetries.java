package io.angelwire.gateway.admin.queue;

import io.angelwire.domain.failedjob.FailedJobs;
import io.angelwire.gateway.queue.RedisAnswers;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Tries jobs again that failed for good. One whose failure is stored goes through the outbox, which keeps it until it has ended;
 * and its failure counts as tried again, or else it would be replayed once more with the dead letters. If the process dies
 * before Redis has heard of it, the outbox sees to that; and whoever asks again finds its failure settled. Of one whose failure
 * is not stored yet, Redis withdraws the dead letter, which a worker that has read it already notices.
 */
@ApplicationScoped
class JobRetries {

    private final FailedJobs failedJobs;
    private final QueueControl control;

    JobRetries(FailedJobs failedJobs, QueueControl control) {
        this.failedJobs = failedJobs;
        this.control = control;
    }

    /**
     * @param ids a hundred at most
     * @return how many of them will be tried again because of this
     */
    int retry(QueueName queue, List<String> ids) {
        return ids.isEmpty()
                ? 0
                : failedJobs.retry(queue, ids, unstored -> RedisAnswers.await(control.retry(queue, unstored)));
    }
}
