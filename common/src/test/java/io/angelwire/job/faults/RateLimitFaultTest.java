package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * Two processes share a rate limit, and one of them is killed. Times are those of the machine's clock, which all
 * processes share (that of {@code System.nanoTime} is each one's own).
 */
class RateLimitFaultTest {

    private static final int LIMIT = 20;
    private static final long WINDOW_MILLIS = 500;

    private final int kills = FaultSize.of(1, 20);

    @Test
    void noSlidingWindowHoldsMoreStartsThanTheLimitWhenAConsumerIsKilled() {
        try (FaultQueue queue = new FaultQueue()) {
            ConsumerSpec spec = queue.spec(Work.BRIEF)
                    .workMillis(20)
                    .lease(1_000, 5)
                    .rate(LIMIT, WINDOW_MILLIS)
                    .keepCompleted(0);
            List<ConsumerProcess> consumers = queue.start(2, spec);
            for (int kill = 0; kill < kills; kill++) {
                int before = queue.effects.starts().size();
                queue.enqueue(LIMIT * 7);
                eventually().until(() -> queue.effects.starts().size() >= before + LIMIT * 2 + LIMIT / 2);
                consumers.get(0).kill();
                ConsumerProcess fresh = queue.start(spec);
                queue.awaitReady(List.of(fresh));
                eventually().until(queue::isEmpty);
                consumers = List.of(consumers.get(1), fresh);
            }
            report(queue.effects.starts());
        }
    }

    private void report(List<Effect> starts) {
        int certain = mostInAnyWindow(starts, Effect::begunMicros);
        FaultSize.print(
                "rate limit, a consumer killed",
                "%d kills, %d starts: at most %d in any %d ms by the handlers' own clocks, limit %d",
                kills,
                starts.size(),
                mostInAnyWindow(starts, Effect::atMicros),
                WINDOW_MILLIS,
                LIMIT);
        // A thread may have to wait for a processor between its start and its look at the clock, however long on a busy
        // machine. So these are the starts that lie in one window wherever they lie between two looks.
        assertThat(certain).isBetween(1, LIMIT);
    }

    /** @param earliest when a start may have been; it was over at {@link Effect#atMicros} */
    private static int mostInAnyWindow(List<Effect> starts, ToLongFunction<Effect> earliest) {
        List<Effect> sorted =
                starts.stream().sorted(Comparator.comparingLong(earliest)).toList();
        int most = 0;
        for (int first = 0; first < sorted.size(); first++) {
            long from = earliest.applyAsLong(sorted.get(first));
            long end = from + WINDOW_MILLIS * 1_000;
            int inside = 0;
            for (int i = first; i < sorted.size() && earliest.applyAsLong(sorted.get(i)) < end; i++) {
                inside += sorted.get(i).atMicros() < end ? 1 : 0;
            }
            most = Math.max(most, inside);
        }
        return most;
    }
}
