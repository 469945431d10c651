package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.job.Enqueued.Status;
import io.angelwire.job.Job;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.consumer.QueueSettings;
import io.angelwire.job.consumer.QueueSettings.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL of Redis while jobs are enqueued and run; it is started again on what it has on disk. */
class KilledRedisTest {

    private static final int PRODUCERS = 8;

    private final int kills = FaultSize.of(2, 30);
    private final int jobs = FaultSize.of(2_000, 60_000);
    private final Tally tally = new Tally();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger storedAllTheSame = new AtomicInteger();

    @TempDir
    Path data;

    @Test
    void losesNothingAndRepeatsNothingWhenEachWriteIsOnDiskBeforeItsAnswer() throws Exception {
        killUnderLoad("always");

        assertThat(tally.lost()).isZero();
        assertThat(tally.duplicated()).isZero();
        assertThat(unanswered.get()).isPositive();
    }

    /** Redis says itself that it may lose a second; the outbox covers that (see OutboxFaultTest). */
    @Test
    void goesOnWithWhatIsLeftWhenWritesGoToDiskEverySecond() throws Exception {
        killUnderLoad("everysec");
    }

    private void killUnderLoad(String fsync) throws Exception {
        ExecutorService producers = Executors.newFixedThreadPool(PRODUCERS);
        try (FaultQueue queue = new FaultQueue("appendonly yes", "appendfsync " + fsync, "dir " + data);
                Consuming first = consume(queue);
                Consuming second = consume(queue)) {
            eventually().until(() -> first.consumer.isReady() && second.consumer.isReady());
            for (int i = 0; i < PRODUCERS; i++) {
                producers.submit(() -> {
                    for (int n = 0; n < jobs / PRODUCERS; n++) {
                        enqueueUntilAnswered(queue, Job.of("work", Map.of()));
                    }
                });
            }
            for (int kill = 1; kill <= kills; kill++) {
                int until = jobs * kill / (kills + 1);
                eventually().until(() -> tally.accepted() >= until);
                queue.server.process().kill();
                queue.server.restart();
            }
            producers.shutdown();
            assertThat(producers.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
            assertThat(tally.accepted()).isEqualTo(jobs);
            eventually().until(queue::isEmpty);
            assertThat(tally.lostIds())
                    .as("lost by Redis, which knows nothing of them, and not by the engine")
                    .allMatch(id -> queue.find(id).isEmpty());
        } finally {
            producers.shutdownNow();
        }
        FaultSize.print(
                "Redis killed, fsync " + fsync,
                "%d kills, %d jobs: lost %d, duplicated %d; %d enqueues without an answer, %d of them stored",
                kills,
                tally.accepted(),
                tally.lost(),
                tally.duplicated(),
                unanswered.get(),
                storedAllTheSame.get());
    }

    private Consuming consume(FaultQueue queue) {
        // An id is known as long as its job is remembered: longer than a producer repeats it.
        QueueSettings settings = Consuming.settings(queue.queue)
                .withConcurrency(10)
                .withLease(Duration.ofSeconds(20), 5)
                .withRetention(Retention.ofCount(jobs, 50));
        return new Consuming(queue.vertx, queue.options(), settings, job -> {
            TimeUnit.MILLISECONDS.sleep(1);
            tally.ran(job.id());
            return JobOutcome.completed(null);
        });
    }

    private void enqueueUntilAnswered(FaultQueue queue, Job job) {
        boolean repeated = false;
        while (true) {
            try {
                Status status = queue.enqueue(List.of(job)).get(0).status();
                if (repeated && status == Status.KNOWN) {
                    storedAllTheSame.incrementAndGet();
                }
                tally.accepted(job.id());
                return;
            } catch (IllegalStateException e) {
                unanswered.incrementAndGet();
                repeated = true;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }
}
