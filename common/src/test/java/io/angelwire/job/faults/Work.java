package io.angelwire.job.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.RunningJob;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What the handler of a consumer process does. Each records its start first; the outcome tells the process's id. */
enum Work {
    /** Takes its time, and has its effect at the end. */
    BRIEF {
        @Override
        void work(RunningJob<JsonNode> job, Effects effects, long millis) {
            if (millis > 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            }
        }
    },
    /** The first attempt of a job named {@code work} fails. */
    FAIL_ONCE {
        @Override
        void work(RunningJob<JsonNode> job, Effects effects, long millis) {
            BRIEF.work(job, effects, millis);
            if (job.name().equals("work") && job.attempt() == 1) {
                throw new IllegalStateException("once");
            }
        }
    },
    /** Never ends in the first two deliveries of a job named {@code hold}. */
    HOLD_TWICE {
        @Override
        void work(RunningJob<JsonNode> job, Effects effects, long millis) {
            if (job.name().equals("hold") && effects.countDelivery(job.id()) <= 2) {
                await(() -> false);
            }
        }
    },
    /** A job named {@code halt} takes its process with it. */
    HALT {
        @Override
        void work(RunningJob<JsonNode> job, Effects effects, long millis) {
            if (job.name().equals("halt")) {
                Runtime.getRuntime().halt(1);
            }
        }
    },
    /** The first delivery ends only when the test says so, whatever it is told meanwhile; later ones at once. */
    HELD_UNTIL_RELEASED {
        @Override
        void work(RunningJob<JsonNode> job, Effects effects, long millis) {
            if (effects.countDelivery(job.id()) == 1) {
                await(() -> effects.isReleased(job.id()));
            }
        }
    };

    abstract void work(RunningJob<JsonNode> job, Effects effects, long millis);

    JobOutcome run(RunningJob<JsonNode> job, Effects effects, long millis) {
        effects.record(Effect.STARTED, job);
        work(job, effects, millis);
        effects.record(job.isStopped() ? Effect.ENDED_LATE : Effect.ENDED, job);
        return JobOutcome.completed(ProcessHandle.current().pid());
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            // It was told to stop: this one does not listen.
            Thread.interrupted();
        }
    }
}
