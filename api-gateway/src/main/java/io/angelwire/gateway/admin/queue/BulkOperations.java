package io.angelwire.gateway.admin.queue;

import io.angelwire.gateway.page.OpaqueCursor;
import io.angelwire.gateway.queue.RedisAnswers;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobFilter;
import io.angelwire.job.JobPage;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueControl.Operation;
import io.angelwire.job.QueueControl.Step;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Does something to many jobs, step by step, until it has been done to enough of them or took long enough. */
@ApplicationScoped
class BulkOperations {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int MOST_STEPS = 100;

    private final QueueControl control;
    private final QueueInspector inspector;
    private final JobRetries retries;

    BulkOperations(QueueControl control, QueueInspector inspector, JobRetries retries) {
        this.control = control;
        this.inspector = inspector;
        this.retries = retries;
    }

    /** How far a bulk operation has come. */
    @Schema(name = "BulkResult")
    record Result(
            @Schema(description = "To how many jobs it was done")
            int done,

            @Schema(description = "Send it as `cursor` to go on; null if there are no more", nullable = true)
            String nextCursor) {}

    /** Where the operation begins. @throws io.angelwire.gateway.problem.ProblemException if it can't begin there */
    static String cursor(BulkRequest request) {
        return request.cursor() == null ? "" : OpaqueCursor.read(list(request), request.cursor());
    }

    Result run(QueueName queue, BulkRequest request) {
        long began = System.nanoTime();
        String cursor = cursor(request);
        int done = 0;
        int steps = 0;
        do {
            Step step = step(queue, request, cursor, done);
            done += step.done();
            cursor = step.next();
            steps++;
        } while (!cursor.isEmpty()
                && done < request.most()
                && steps < MOST_STEPS
                && System.nanoTime() - began < PATIENCE_NANOS);
        return new Result(done, OpaqueCursor.write(list(request), cursor));
    }

    private Step step(QueueName queue, BulkRequest request, String cursor, int done) {
        JobFilter filter = request.filter().atMost(request.most() - done);
        try {
            return request.operation() == Operation.RETRY
                    ? retry(queue, filter, cursor)
                    : RedisAnswers.await(control.step(queue, filter, request.operation(), cursor));
        } catch (IllegalArgumentException notACursor) {
            throw OpaqueCursor.invalid();
        }
    }

    /** The list of failed jobs goes by their entries, so that those that leave it don't move the others. */
    private Step retry(QueueName queue, JobFilter filter, String cursor) {
        JobPage page = RedisAnswers.await(
                inspector.search(queue, filter, cursor, Math.min(QueueControl.JOBS_PER_STEP, filter.most())));
        List<String> ids = page.jobs().stream().map(JobDetails::id).toList();
        return new Step(retries.retry(queue, ids), page.next());
    }

    private static String list(BulkRequest request) {
        return "bulk-" + request.state().text();
    }
}
