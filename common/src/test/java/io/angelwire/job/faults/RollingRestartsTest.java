package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIGTERM of consumers, one after the other, while jobs run that are shorter than the grace period. */
class RollingRestartsTest {

    private static final int JOBS_PER_RESTART = 100;
    private static final int SIGTERM = 128 + 15;

    private final int restarts = FaultSize.of(3, 50);
    private final Tally tally = new Tally();

    @Test
    void repeatNoJobAndUseUpNoAttempt() throws Exception {
        try (FaultQueue queue = new FaultQueue()) {
            // A lease that no busy machine lets lapse: nobody is to be presumed dead here.
            ConsumerSpec spec =
                    queue.spec(Work.BRIEF).workMillis(50).lease(20_000, 5).keepCompleted(100);
            Deque<ConsumerProcess> consumers = new ArrayDeque<>(queue.start(2, spec));
            for (int restart = 0; restart < restarts; restart++) {
                ConsumerProcess fresh = queue.start(spec);
                queue.awaitReady(List.of(fresh));
                consumers.addLast(fresh);
                ConsumerProcess old = consumers.removeFirst();
                eventually().until(() -> {
                    if (queue.isEmpty()) {
                        tally.accepted(queue.enqueue(JOBS_PER_RESTART));
                    }
                    return !queue.heldBy(old).isEmpty();
                });
                old.terminate();
                assertThat(old.awaitExit(60)).as("it ends by itself").isTrue();
                assertThat(old.exitCode()).isEqualTo(SIGTERM);
            }
            eventually().until(queue::isEmpty);

            List<Effect> starts = queue.effects.starts();
            queue.effects.ends().forEach(end -> tally.ran(end.job()));
            long startedTwice = starts.size() - tally.accepted();
            FaultSize.print(
                    "rolling restarts by SIGTERM",
                    "%d restarts, %d jobs: lost %d, duplicated %d, started twice %d",
                    restarts,
                    tally.accepted(),
                    tally.lost(),
                    tally.duplicated(),
                    startedTwice);
            assertThat(tally.lost()).isZero();
            assertThat(tally.duplicated()).isZero();
            assertThat(startedTwice).isZero();
            assertThat(starts).extracting(Effect::attempt).containsOnly(1);
        }
    }
}
