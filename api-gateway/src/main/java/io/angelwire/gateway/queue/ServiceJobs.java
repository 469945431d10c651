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
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

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
     * @param repeated whether the queue knows it already
     */
    record Prepared(QueueName queue, String id, Job job, boolean repeated) {}

    /** @throws ProblemException if it is no job of the queue */
    Prepared prepare(UUID caller, QueueName queue, JobRequest request) {
        Object payload = payloads.read(queue, request.name(), request.payload());
        String id = request.id() == null ? Ids.newId().toString() : request.id();
        JobOptions options = request.options() == null
                ? JobOptions.DEFAULT
                : request.options().options();
        Job job = new Job(engineId(caller, id), request.name(), payload, options);
        return new Prepared(queue, id, job, request.id() != null && isKnown(queue, job.id()));
    }

    /**
     * Keeps the job, in the current transaction if there is one.
     *
     * @throws io.angelwire.job.QueueOverloadedException if Redis is near its memory limit
     * @throws io.angelwire.job.PayloadTooLargeException if the payload is larger than the engine takes
     */
    void accept(Prepared prepared) {
        if (!prepared.repeated()) {
            producer.requireRoom(prepared.queue());
            if (QuarkusTransaction.isActive()) {
                outbox.enqueue(prepared.queue(), prepared.job());
            } else {
                commits.enqueue(prepared.queue(), prepared.job());
            }
        }
    }

    /** While Redis is away nobody knows; the outbox then takes care that no job runs for nothing. */
    private boolean isKnown(QueueName queue, String jobId) {
        try {
            return RedisAnswers.await(inspector.find(queue, jobId)).isPresent();
        } catch (ProblemException unavailable) {
            return false;
        }
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
