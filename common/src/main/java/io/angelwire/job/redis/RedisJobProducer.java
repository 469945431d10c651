package io.angelwire.job.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Enqueued;
import io.angelwire.job.Enqueued.Status;
import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobProducer;
import io.angelwire.job.ParentLink;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.PayloadTooLargeException;
import io.angelwire.job.Priority;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverloadedException;
import io.angelwire.job.partition.Partitions;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Enqueues by script, many jobs a call. */
public final class RedisJobProducer implements JobProducer {

    /** A call of this size doesn't hold up Redis for longer than a few milliseconds. */
    private static final int JOBS_PER_CALL = 500;

    private final ScriptRunner scripts;
    private final ObjectMapper json;
    private final PayloadCipher cipher;
    private final MemoryGuard memory;
    private final int largestPayload;
    private final Partitions partitions;

    /** @param largestPayload of a payload's JSON, in bytes */
    public RedisJobProducer(
            ScriptRunner scripts,
            ObjectMapper json,
            PayloadCipher cipher,
            MemoryGuard memory,
            int largestPayload,
            Partitions partitions) {
        this.scripts = scripts;
        this.json = json;
        this.cipher = cipher;
        this.memory = memory;
        this.largestPayload = largestPayload;
        this.partitions = partitions;
    }

    /**
     * For those who accept jobs now that are enqueued later.
     *
     * @throws QueueOverloadedException if Redis was near its memory limit when it was asked last
     */
    public void requireRoom(QueueName queue) {
        partitions.of(queue).forEach(memory::check);
    }

    @Override
    public CompletionStage<List<Enqueued>> enqueue(QueueName queue, List<Job> jobs) {
        List<PreparedJob> prepared = new ArrayList<>(jobs.size());
        for (Job job : jobs) {
            prepared.add(prepare(queue, job, false));
        }
        return enqueuePrepared(queue, prepared);
    }

    @Override
    public CompletionStage<Enqueued> enqueue(JobFlow flow) {
        CompletionStage<List<Enqueued>> before = CompletableFuture.completedFuture(List.of());
        List<JobFlow.Part> parts = parts(flow);
        // Consecutive parts of one queue go together; the next ones only when their parents are there.
        for (int from = 0; from < parts.size(); ) {
            QueueName queue = parts.get(from).queue();
            List<PreparedJob> prepared = new ArrayList<>();
            int to = from;
            while (to < parts.size() && parts.get(to).queue().equals(queue)) {
                JobFlow.Part part = parts.get(to++);
                prepared.add(prepare(queue, part.job(), false).waitingFor(part.children()));
            }
            boolean first = from == 0;
            before = before.thenCompose(done -> enqueuePrepared(queue, prepared).thenApply(now -> first ? now : done));
            from = to;
        }
        return before.thenApply(first -> first.get(0));
    }

    /** Every job of a flow, in the order in which they are to be enqueued, each in its partition. */
    public List<JobFlow.Part> parts(JobFlow flow) {
        return partitions.of(flow).parts();
    }

    /**
     * A job whose payload and options are written already, as the outbox keeps them.
     *
     * @param links see {@link JobLinks}; empty for none
     */
    public record PreparedJob(
            String id, String name, String payload, String options, String lane, long delayMillis, String links) {

        /** Whether it may start at once and means nothing to other jobs. */
        boolean isPlain() {
            return delayMillis == 0 && links.isEmpty();
        }

        String content() {
            return JobContent.write(name, options, payload);
        }

        /** The same job, to wait for these ({@code <queue>/<id>}). */
        public PreparedJob waitingFor(List<String> children) {
            if (children.isEmpty()) {
                return this;
            }
            JobLinks all = JobLinks.waitingFor(children, JobLinks.read(links));
            return new PreparedJob(id, name, payload, options, lane, delayMillis, JobLinks.write(all));
        }
    }

    /**
     * @param tracked whether the job has an outbox row, to be deleted before the job completes
     * @throws PayloadTooLargeException if the payload's JSON is too large
     */
    public PreparedJob prepare(QueueName queue, Job job, boolean tracked) {
        PreparedJob plain = plain(job, tracked);
        return new PreparedJob(
                plain.id(),
                plain.name(),
                cipher.encrypt(queue.whole(), job.id(), plain.payload()),
                plain.options(),
                plain.lane(),
                plain.delayMillis(),
                plain.links());
    }

    /** A pattern for jobs, each of which is encrypted by itself. */
    public PreparedJob prepareUnencrypted(Job job) {
        return plain(job, false);
    }

    /**
     * A job that has an outbox row and is to be tried again though it has failed for good, if this dead letter is its
     * last.
     *
     * @param options as {@link JobContent} has them; empty for none
     */
    public static PreparedJob prepareReplay(
            String id, String name, String payload, String options, String deadLetterEntry) {
        JobContent.Options own = JobContent.Options.read(options);
        return new PreparedJob(
                id,
                name,
                payload,
                own.tracking().write(),
                QueueKeys.lane(own.priority() == null ? Priority.NORMAL : own.priority()),
                0,
                JobLinks.write(JobLinks.replaying(deadLetterEntry, own.links())));
    }

    /** What a stream entry holds of a job that was not tried yet. */
    public static String content(String name, String options, String payload) {
        return JobContent.write(name, options, payload);
    }

    private PreparedJob plain(Job job, boolean tracked) {
        return new PreparedJob(
                job.id(),
                job.name(),
                payload(job),
                JobContent.optionsJson(inPartitions(job.options()), tracked),
                QueueKeys.lane(job.options().priority()),
                job.options().delay().toMillis(),
                JobLinks.write(JobLinks.of(inPartitions(job.options()))));
    }

    /** A parent is told in its own partition: that of its id, unless it is a flow's, which is named rightly already. */
    private JobOptions inPartitions(JobOptions options) {
        ParentLink parent = options.parent();
        if (parent == null) {
            return options;
        }
        return options.withParent(
                new ParentLink(partitions.of(parent.queue(), parent.id()), parent.id(), parent.onFailure()));
    }

    private String payload(Job job) {
        String payload;
        try {
            payload = json.writeValueAsString(job.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the payload of job " + job.name() + " can't be written as JSON", e);
        }
        // A character takes at most three bytes of UTF-8: most payloads need not be counted.
        if (payload.length() > largestPayload / 3) {
            int bytes = payload.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > largestPayload) {
                throw new PayloadTooLargeException(job.name(), bytes, largestPayload);
            }
        }
        return payload;
    }

    public CompletionStage<List<Enqueued>> enqueuePrepared(QueueName queue, List<PreparedJob> jobs) {
        List<QueueName> parts = partitions.of(queue);
        return (parts.size() == 1 ? enqueueInOne(parts.get(0), jobs) : enqueueInParts(queue, jobs)).toCompletionStage();
    }

    private Future<List<Enqueued>> enqueueInParts(QueueName queue, List<PreparedJob> jobs) {
        Map<QueueName, List<PreparedJob>> byPart = new LinkedHashMap<>();
        List<QueueName> places = new ArrayList<>(jobs.size());
        for (PreparedJob job : jobs) {
            JobLinks links = JobLinks.read(job.links());
            QueueName part = partitions.of(
                    queue, job.id(), links == null ? null : links.key(), links == null ? null : links.dedup());
            places.add(part);
            byPart.computeIfAbsent(part, any -> new ArrayList<>()).add(job);
        }
        Map<QueueName, Future<List<Enqueued>>> calls = new LinkedHashMap<>();
        byPart.forEach((part, some) -> calls.put(part, enqueueInOne(part, some)));
        return Future.all(List.copyOf(calls.values())).map(done -> {
            Map<QueueName, Iterator<Enqueued>> answers = new HashMap<>();
            calls.forEach((part, call) -> answers.put(part, call.result().iterator()));
            return places.stream().map(part -> answers.get(part).next()).toList();
        });
    }

    private Future<List<Enqueued>> enqueueInOne(QueueName queue, List<PreparedJob> jobs) {
        try {
            memory.check(queue);
        } catch (QueueOverloadedException e) {
            return Future.failedFuture(e);
        }
        List<Future<List<Enqueued>>> calls = new ArrayList<>();
        for (int from = 0; from < jobs.size(); from += JOBS_PER_CALL) {
            calls.add(call(queue, jobs.subList(from, Math.min(from + JOBS_PER_CALL, jobs.size()))));
        }
        return Future.all(calls)
                .map(done ->
                        calls.stream().flatMap(call -> call.result().stream()).toList());
    }

    /** Most jobs are plain, and most calls have only such, of one priority. */
    private Future<List<Enqueued>> call(QueueName queue, List<PreparedJob> jobs) {
        String lane = jobs.get(0).lane();
        Future<Response> answers =
                jobs.stream().allMatch(job -> job.isPlain() && job.lane().equals(lane))
                        ? scripts.run(Script.ENQUEUE_PLAIN, queue, plainArguments(lane, jobs))
                        : scripts.run(Script.ENQUEUE, queue, arguments(jobs));
        return answers.map(answer -> {
            List<Enqueued> enqueued = new ArrayList<>(jobs.size());
            for (int i = 0; i < jobs.size(); i++) {
                enqueued.add(read(jobs.get(i).id(), answer.get(i)));
            }
            return enqueued;
        });
    }

    private static List<String> plainArguments(String lane, List<PreparedJob> jobs) {
        List<String> arguments = new ArrayList<>(2 + jobs.size() * 2);
        arguments.add(lane);
        arguments.add(QueueKeys.stream(lane));
        for (PreparedJob job : jobs) {
            arguments.add(job.id());
            arguments.add(job.content());
        }
        return arguments;
    }

    private static List<String> arguments(List<PreparedJob> jobs) {
        List<String> arguments = new ArrayList<>(1 + jobs.size() * 5);
        arguments.add("");
        for (PreparedJob job : jobs) {
            arguments.add(job.id());
            arguments.add(job.lane());
            arguments.add(Long.toString(job.delayMillis()));
            arguments.add(job.content());
            arguments.add(job.links());
        }
        return arguments;
    }

    private static Enqueued read(String id, Response answer) {
        if (answer.type() == io.vertx.redis.client.ResponseType.NUMBER) {
            return new Enqueued(answer.toInteger() == 1 ? Status.ADDED : Status.KNOWN, id, null);
        }
        String other = answer.get(1).toString();
        return answer.get(0).toInteger() == 2
                ? new Enqueued(Status.DEDUPLICATED, other, null)
                : new Enqueued(Status.REPLACED, id, other);
    }
}
