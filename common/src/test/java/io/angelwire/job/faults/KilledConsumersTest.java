package io.angelwire.job.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Job;
import io.angelwire.job.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SIGKILL of consumers, one or two at a time, while jobs run. */
class KilledConsumersTest {

    private static final int CONSUMERS = 4;
    private static final Duration SOON = Duration.ofSeconds(5);

    private final int kills = FaultSize.of(4, 100);
    private final int jobsPerKill = 1_000;
    private final Random random = new Random(42);

    /** How often each job was in the hands of a consumer that was killed. */
    private final Map<String, Integer> inFlight = new HashMap<>();

    private long worstMicros;

    @Test
    void noJobIsLostAndThoseOfTheDeadRunAgainWithinFiveSeconds() {
        Set<String> jobs = new HashSet<>();
        try (FaultQueue queue = new FaultQueue()) {
            ConsumerSpec spec = queue.spec(Work.BRIEF).workMillis(10).keepCompleted(kills * jobsPerKill);
            List<ConsumerProcess> consumers = new ArrayList<>(queue.start(CONSUMERS, spec));
            for (int killed = 0; killed < kills; ) {
                int victims = Math.min(1 + random.nextInt(2), kills - killed);
                int before = queue.effects.ends().size();
                int share = victims * jobsPerKill;
                queue.enqueue(share).stream().map(Job::id).forEach(jobs::add);
                int until = before + share / 10 + random.nextInt(share / 2);
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> queue.effects.ends().size() >= until);
                kill(queue, consumers.subList(0, victims));
                consumers.subList(0, victims).clear();
                for (int i = 0; i < victims; i++) {
                    consumers.add(queue.start(spec));
                }
                queue.awaitReady(consumers);
                killed += victims;
            }
            await().atMost(Duration.ofMinutes(2)).until(queue::isEmpty);
            report(jobs, queue.effects.ends());
        }
    }

    private void kill(FaultQueue queue, List<ConsumerProcess> victims) {
        long killedMicros = FaultQueue.nowMicros();
        victims.forEach(ConsumerProcess::kill);
        Set<String> held = new HashSet<>();
        victims.forEach(victim -> held.addAll(queue.heldBy(victim)));
        held.forEach(id -> inFlight.merge(id, 1, Integer::sum));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    Map<String, Long> again = startedAgain(queue, held, killedMicros, victims);
                    again.values().forEach(at -> worstMicros = Math.max(worstMicros, at - killedMicros));
                    // An outcome may have been on its way when its sender died.
                    return held.stream().allMatch(id -> again.containsKey(id) || isCompleted(queue, id));
                });
    }

    private static Map<String, Long> startedAgain(
            FaultQueue queue, Set<String> held, long sinceMicros, List<ConsumerProcess> victims) {
        Map<String, Long> started = new HashMap<>();
        for (Effect start : queue.effects.starts()) {
            if (start.atMicros() > sinceMicros
                    && held.contains(start.job())
                    && victims.stream().noneMatch(victim -> victim.pid() == start.process())) {
                started.putIfAbsent(start.job(), start.atMicros());
            }
        }
        return started;
    }

    private static boolean isCompleted(FaultQueue queue, String id) {
        return queue.find(id).map(job -> job.state() == JobState.COMPLETED).orElse(false);
    }

    private void report(Set<String> jobs, List<Effect> ends) {
        Map<String, Integer> runs = new HashMap<>();
        ends.forEach(end -> runs.merge(end.job(), 1, Integer::sum));
        long duplicates = ends.size() - runs.size();
        FaultSize.print(
                "SIGKILL of consumers",
                "%d kills, %d jobs: lost %d, duplicated %d, recovered %d, the last after %.1f s",
                kills,
                jobs.size(),
                jobs.size() - runs.size(),
                duplicates,
                inFlight.size(),
                worstMicros / 1e6);
        assertThat(runs.keySet()).isEqualTo(jobs);
        assertThat(runs)
                .allSatisfy((id, count) -> assertThat(count)
                        .as("a job runs once, and once more for each kill that hit it")
                        .isLessThanOrEqualTo(1 + inFlight.getOrDefault(id, 0)));
        assertThat(inFlight).isNotEmpty();
        assertThat(worstMicros).isLessThan(SOON.toNanos() / 1_000);
    }
}
