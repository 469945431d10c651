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
import java.util.regex.Pattern;

/** Counts by script, in constant time however long the queue is; lists a page at a time. */
public final class RedisQueueInspector implements QueueInspector {

    private static final Pattern COUNT_CURSOR = Pattern.compile("\\d{1,9}");
    private static final Pattern FAILED_CURSOR = Pattern.compile("\\d{1,15}-\\d{1,15}");
    private static final Pattern ACTIVE_CURSOR = Pattern.compile("[rshknl]" + FAILED_CURSOR);
    private static final Pattern WAITING_CURSOR =
            Pattern.compile(ACTIVE_CURSOR + "|q" + COUNT_CURSOR + " [!-~]{1,200}");

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
                        : Optional.of(JobDescription.read(queue.whole(), found.get(0), true)))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<JobPage> list(QueueName queue, JobState state, String cursor, int most) {
        requireWithin("a page", most, LARGEST_PAGE);
        requireCursor(state, cursor);
        return scripts.run(Script.LIST_JOBS, queue, List.of("", state.text(), cursor, Integer.toString(most)))
                .map(answer -> page(queue, answer))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<List<JobDetails>> newestWaiting(QueueName queue, int most) {
        requireWithin("a list of the newest", most, MOST_NEWEST);
        return scripts.run(Script.NEWEST_WAITING, queue, List.of("", Integer.toString(most)))
                .map(answer -> jobs(queue, answer, 0))
                .toCompletionStage();
    }

    private static JobPage page(QueueName queue, Response answer) {
        return new JobPage(jobs(queue, answer, 1), answer.get(0).toString());
    }

    private static List<JobDetails> jobs(QueueName queue, Response answer, int from) {
        List<JobDetails> jobs = new ArrayList<>(answer.size());
        for (int i = from; i < answer.size(); i++) {
            jobs.add(JobDescription.read(queue.whole(), answer.get(i), false));
        }
        return jobs;
    }

    private static void requireWithin(String what, int jobs, int most) {
        if (jobs < 1 || jobs > most) {
            throw new IllegalArgumentException(what + " has 1 to " + most + " jobs: " + jobs);
        }
    }

    /** What {@code list-jobs.lua} would not understand fails in the script, which looks like a fault of the server. */
    private static void requireCursor(JobState state, String cursor) {
        Pattern syntax = switch (state) {
            case WAITING -> WAITING_CURSOR;
            case ACTIVE -> ACTIVE_CURSOR;
            case FAILED -> FAILED_CURSOR;
            case DELAYED, COMPLETED, CANCELLED, WAITING_CHILDREN -> COUNT_CURSOR;
        };
        if (!cursor.isEmpty() && !syntax.matcher(cursor).matches()) {
            throw new IllegalArgumentException("not a cursor of " + state.text() + " jobs");
        }
    }
}
