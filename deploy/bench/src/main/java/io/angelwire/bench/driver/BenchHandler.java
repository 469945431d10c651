package io.angelwire.bench.driver;

import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import java.util.function.Consumer;

/** A handler whose work is what a measure needs: nothing, a note of the time, or waiting for ever. */
record BenchHandler(QueueName queue, Work work) implements JobHandler<BenchPayload> {

    /** Called on the handler's thread with the job's id. */
    interface Work {
        void run(String jobId) throws InterruptedException;

        static Work noOp(Runnable onStart) {
            return id -> onStart.run();
        }

        static Work record(Consumer<String> starts) {
            return starts::accept;
        }

        static Work hang(Consumer<String> starts) {
            return id -> {
                starts.accept(id);
                Thread.sleep(Long.MAX_VALUE);
            };
        }
    }

    @Override
    public Class<BenchPayload> payloadType() {
        return BenchPayload.class;
    }

    @Override
    public JobOutcome handle(RunningJob<BenchPayload> job) throws InterruptedException {
        work.run(job.id());
        return JobOutcome.completed(null);
    }
}
