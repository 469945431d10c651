package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Backoff;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two consumers whose clocks are ten minutes apart, five before Redis's and five after. They promote delayed jobs, retry
 * failed ones and serve a schedule's ticks.
 */
class SkewedClocksTest {

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration BACKOFF = Duration.ofMillis(300);
    private static final long TICK_MILLIS = 250;

    private final int jobsPerRound = FaultSize.of(30, 1_000);

    /** When each job was due first, in ms of the machine's clock, which is Redis's. */
    private final Map<String, Long> due = new HashMap<>();

    private int early;
    private long latestMillis;

    @TempDir
    Path directory;

    @Test
    void noJobIsEarlyThoughTheHostsClocksAreMinutesApart() throws Exception {
        try (FaultQueue queue = new FaultQueue()) {
            ConsumerSpec spec = queue.spec(Work.FAIL_ONCE)
                    .workMillis(20)
                    .concurrency(5)
                    .lease(20_000, 5)
                    .tickMillis(TICK_MILLIS)
                    .keepCompleted(100_000);
            List<ConsumerProcess> consumers = List.of(
                    queue.start(spec, SkewedClock.argument(SKEW, directory)),
                    queue.start(spec, SkewedClock.argument(SKEW.negated(), directory)));
            queue.awaitReady(consumers);
            do {
                enqueueDelayed(queue);
                eventually()
                        .until(() -> due.keySet().stream()
                                .allMatch(id -> ended(queue).contains(id)));
            } while (attempts(queue).size() < 2);

            Map<String, List<Long>> starts = new HashMap<>();
            for (Effect start : queue.effects.starts()) {
                starts.computeIfAbsent(start.job(), any -> new ArrayList<>()).add(start.atMicros() / 1_000);
            }
            starts.forEach(this::check);
            long ticks =
                    starts.keySet().stream().filter(id -> !due.containsKey(id)).count();
            FaultSize.print(
                    "clocks of two hosts, 5 minutes before and after Redis's",
                    "%d delayed jobs, each retried once, and %d ticks: %d early, the last started %d ms after its time",
                    due.size(),
                    ticks,
                    early,
                    latestMillis);
            assertThat(early).isZero();
            assertThat(ticks).isPositive();
            assertThat(starts).hasSizeGreaterThanOrEqualTo(due.size());
        }
    }

    private void enqueueDelayed(FaultQueue queue) {
        List<Job> jobs = IntStream.range(0, jobsPerRound)
                .mapToObj(i -> Job.of("work", Map.of())
                        .withOptions(JobOptions.DEFAULT
                                .withDelay(Duration.ofMillis(300 + 200 * (i % 3)))
                                .withBackoff(Backoff.fixed(BACKOFF))))
                .toList();
        long now = FaultQueue.nowMicros() / 1_000;
        jobs.forEach(job -> due.put(job.id(), now + job.options().delay().toMillis()));
        queue.enqueue(jobs);
    }

    private void check(String job, List<Long> starts) {
        Long first = due.get(job);
        check(starts.get(0), first == null ? Long.parseLong(job.substring(job.lastIndexOf(':') + 1)) : first);
        for (int i = 1; i < starts.size(); i++) {
            check(starts.get(i), starts.get(i - 1) + BACKOFF.toMillis());
        }
    }

    private void check(long start, long dueMillis) {
        early += start < dueMillis ? 1 : 0;
        latestMillis = Math.max(latestMillis, start - dueMillis);
    }

    private static Set<String> ended(FaultQueue queue) {
        Set<String> ids = new HashSet<>();
        queue.effects.ends().forEach(end -> ids.add(end.job()));
        return ids;
    }

    /** Which of the two clocks have written the record of a failed attempt: the engine believes its host there. */
    private Set<Boolean> attempts(FaultQueue queue) throws Exception {
        Set<Boolean> clocks = new HashSet<>();
        for (String id : due.keySet()) {
            String record = queue.find(id).orElseThrow().attempts().get(0);
            long skew = new ObjectMapper().readTree(record).get("endedAt").asLong() - FaultQueue.nowMicros() / 1_000;
            assertThat(Math.abs(skew)).isGreaterThan(SKEW.toMillis() / 2);
            clocks.add(skew > 0);
        }
        return clocks;
    }
}
