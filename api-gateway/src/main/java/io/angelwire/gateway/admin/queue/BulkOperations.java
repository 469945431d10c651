package io.angelwire.gateway.admin.queue;

import io.angelwire.gateway.page.OpaqueCursor;
import io.angelwire.gateway.queue.RedisAnswers;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueControl.Step;
import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Does something to many jobs, step by step, until it has been done to enough of them or took long enough. */
@ApplicationScoped
class BulkOperations {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int MOST_STEPS = 100;

    private final QueueControl control;

    BulkOperations(QueueControl control) {
        this.control = control;
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
        try {
            return RedisAnswers.await(
                    control.step(queue, request.filter().atMost(request.most() - done), request.operation(), cursor));
        } catch (IllegalArgumentException notACursor) {
            throw OpaqueCursor.invalid();
        }
    }

    private static String list(BulkRequest request) {
        return "bulk-" + request.state().text();
    }
}
