package io.angelwire.gateway.queue;

import io.angelwire.domain.failedjob.FailedJobArchive;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.outbox.AcceptedJobs;
import io.angelwire.outbox.Outbox;
import io.angelwire.outbox.SharedCommits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Jobs that programs enqueue. Each program has its own ids, which begin with its name in the engine: nobody meets another
 * one's jobs, or the platform's own.
 */
@ApplicationScoped
class ServiceJobs {

    private final JobPayloads payloads;
    private final RedisJobProducer producer;
    private final QueueInspector inspector;
    private final Outbox outbox;
    private final SharedCommits commits;
    private final AcceptedJobs accepted;
    private final FailedJobArchive failed;
    private final PayloadCipher cipher;

    ServiceJobs(
            JobPayloads payloads,
            RedisJobProducer producer,
            QueueInspector inspector,
            Outbox outbox,
            SharedCommits commits,
            AcceptedJobs accepted,
            FailedJobArchive failed,
            PayloadCipher cipher) {
        this.payloads = payloads;
        this.producer = producer;
        this.inspector = inspector;
        this.outbox = outbox;
        this.commits = commits;
        this.accepted = accepted;
        this.failed = failed;
        this.cipher = cipher;
    }

    /**
     * A job that is to be accepted.
     *
     * @param id as its program knows it
     * @param named whether its program gave it the id, so that it may be a repetition
     */
    record Prepared(QueueName queue, String id, Job job, boolean named) {}

    /** @throws ProblemException if it is no job of the queue */
    Prepared prepare(UUID caller, QueueName queue, JobRequest request) {
        Object payload = payloads.read(queue, request.name(), request.payload());
        String id = request.id() == null ? Ids.newId().toString() : request.id();
        JobOptions options = request.options() == null
                ? JobOptions.DEFAULT
                : request.options().options();
        Job job = new Job(engineId(caller, id), request.name(), payload, options);
        return new Prepared(queue, id, job, request.id() != null);
    }

    /**
     * Keeps the job, in a transaction that is shared with others. Never blocks.
     *
     * @return ends when it is kept
     * @throws io.angelwire.job.QueueOverloadedException if Redis is near its memory limit, or too many jobs wait for the
     *     database
     * @throws io.angelwire.job.PayloadTooLargeException if the payload is larger than the engine takes
     */
    CompletionStage<Void> accept(Prepared prepared) {
        if (!prepared.named()) {
            return keep(prepared);
        }
        return isKnown(prepared)
                .thenCompose(known -> known ? CompletableFuture.<Void>completedFuture(null) : keep(prepared));
    }

    private CompletionStage<Void> keep(Prepared prepared) {
        producer.requireRoom(prepared.queue());
        return commits.enqueue(prepared.queue(), prepared.job());
    }

    /**
     * Keeps the job in the current transaction. Blocks.
     *
     * @throws RuntimeException as above
     */
    void acceptInTransaction(Prepared prepared) {
        if (!prepared.named() || !isKnown(prepared).toCompletableFuture().join()) {
            producer.requireRoom(prepared.queue());
            outbox.enqueue(prepared.queue(), prepared.job());
        }
    }

    /** While Redis is away nobody knows; the outbox then takes care that no job runs for nothing. */
    private CompletionStage<Boolean> isKnown(Prepared prepared) {
        return RedisAnswers.inTime(
                        inspector.find(prepared.queue(), prepared.job().id()))
                .thenApply(Optional::isPresent)
                .exceptionally(unavailable -> false);
    }

    /** What is known of a program's job: by its queue, or else by the outbox, or by those that failed for good. */
    Optional<JobStatus> find(UUID caller, QueueName queue, String id) {
        if (!id.matches(JobRequest.ID)) {
            return Optional.empty();
        }
        String jobId = engineId(caller, id);
        return RedisAnswers.await(inspector.find(queue, jobId))
                .map(details -> JobStatus.of(id, details, cipher))
                .or(() -> accepted.find(queue, jobId).map(job -> JobStatus.accepted(queue, id, job)))
                .or(() -> failed.latest(queue, jobId).map(job -> JobStatus.failed(id, job)));
    }

    private static String engineId(UUID caller, String id) {
        return "service." + caller.toString().replace("-", "") + "." + id;
    }
}
