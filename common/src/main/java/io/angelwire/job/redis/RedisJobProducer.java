package io.angelwire.job.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Job;
import io.angelwire.job.JobProducer;
import io.angelwire.job.QueueName;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Enqueues by script, many jobs a call. */
public final class RedisJobProducer implements JobProducer {

    /** So that one call doesn't hold up Redis for longer than a few milliseconds. */
    private static final int JOBS_PER_CALL = 500;

    private final ScriptRunner scripts;
    private final ObjectMapper json;

    public RedisJobProducer(ScriptRunner scripts, ObjectMapper json) {
        this.scripts = scripts;
        this.json = json;
    }

    @Override
    public CompletionStage<List<Boolean>> enqueue(QueueName queue, List<Job> jobs) {
        List<PreparedJob> prepared = new ArrayList<>(jobs.size());
        for (Job job : jobs) {
            prepared.add(prepare(job, false));
        }
        return enqueuePrepared(queue, prepared);
    }

    /** A job whose payload and options are written already, as the outbox keeps them. */
    public record PreparedJob(String id, String name, String payload, String options, String lane, long delayMillis) {}

    /** @param tracked whether the job has an outbox row, to be deleted before the job completes */
    public PreparedJob prepare(Job job, boolean tracked) {
        try {
            return new PreparedJob(
                    job.id(),
                    job.name(),
                    json.writeValueAsString(job.payload()),
                    JobContent.optionsJson(job.options(), tracked),
                    QueueKeys.lane(job.options().priority()),
                    job.options().delay().toMillis());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the payload of job " + job.name() + " can't be written as JSON", e);
        }
    }

    public CompletionStage<List<Boolean>> enqueuePrepared(QueueName queue, List<PreparedJob> jobs) {
        List<Future<List<Boolean>>> calls = new ArrayList<>();
        for (int from = 0; from < jobs.size(); from += JOBS_PER_CALL) {
            calls.add(call(queue, jobs.subList(from, Math.min(from + JOBS_PER_CALL, jobs.size()))));
        }
        return Future.all(calls)
                .map(done ->
                        calls.stream().flatMap(call -> call.result().stream()).toList())
                .toCompletionStage();
    }

    private Future<List<Boolean>> call(QueueName queue, List<PreparedJob> jobs) {
        List<String> arguments = new ArrayList<>(1 + jobs.size() * 4);
        arguments.add("");
        for (PreparedJob job : jobs) {
            arguments.add(job.id());
            arguments.add(job.lane());
            arguments.add(Long.toString(job.delayMillis()));
            arguments.add(JobContent.write(job.name(), job.options(), job.payload()));
        }
        return scripts.run(Script.ENQUEUE, queue, arguments)
                .map(answer ->
                        answer.stream().map(added -> added.toInteger() == 1).toList());
    }
}
