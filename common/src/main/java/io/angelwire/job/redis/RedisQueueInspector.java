package io.angelwire.job.redis;

import io.angelwire.job.JobDetails;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Counts by script, in constant time however long the queue is; lists a page at a time. */
public final class RedisQueueInspector implements QueueInspector {

    private final ScriptRunner scripts;

    public RedisQueueInspector(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    @Override
    public CompletionStage<QueueCounts> count(QueueName queue) {
        return scripts.run(Script.COUNT, queue, List.of())
                .map(answer -> new QueueCounts(
                        answer.get(0).toLong(),
                        answer.get(1).toLong(),
                        answer.get(2).toLong(),
                        answer.get(3).toLong(),
                        answer.get(4).toLong(),
                        answer.get(5).toInteger() == 1,
                        answer.get(6).toLong(),
                        answer.get(7).toLong(),
                        answer.get(8).toLong(),
                        answer.get(9).toLong()))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Optional<JobDetails>> find(QueueName queue, String jobId) {
        return scripts.run(Script.FIND_JOBS, queue, List.of("", jobId))
                .map(found -> found.size() == 0
                        ? Optional.<JobDetails>empty()
                        : Optional.of(JobDescription.read(queue.whole(), found.get(0))))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<JobPage> list(QueueName queue, JobState state, String cursor, int most) {
        if (most < 1 || most > LARGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " jobs: " + most);
        }
        return scripts.run(Script.LIST_JOBS, queue, List.of("", state.text(), cursor, Integer.toString(most)))
                .map(answer -> page(queue, answer))
                .toCompletionStage();
    }

    private static JobPage page(QueueName queue, Response answer) {
        List<JobDetails> jobs = new ArrayList<>(answer.size() - 1);
        for (int i = 1; i < answer.size(); i++) {
            jobs.add(JobDescription.read(queue.whole(), answer.get(i)));
        }
        return new JobPage(jobs, answer.get(0).toString());
    }
}
