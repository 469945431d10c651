package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;

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

    private static final int CONSUMERS = 3;
    private static final Duration SOON = FaultSize.withinPromised(Duration.ofSeconds(5));

    private final int kills = FaultSize.of(2, 100);
    private final int jobsPerKill = 1_000;
    private final Random random = new Random(42);

    /** Jobs that were in the hands of a consumer that was killed. */
    private final Set<String> inFlight = new HashSet<>();

    private long worstMicros;

    @Test
    void noJobIsLostAndThoseOfTheDeadRunAgainSoon() {
        Set<String> jobs = new HashSet<>();
        try (FaultQueue queue = new FaultQueue()) {
            ConsumerSpec spec = queue.spec(Work.BRIEF).workMillis(10).keepCompleted(kills * jobsPerKill);
            List<ConsumerProcess> consumers = new ArrayList<>(queue.start(CONSUMERS, spec));
            for (int killed = 0; killed < kills; ) {
                int victims = Math.min(1 + random.nextInt(2), kills - killed);
                int before = queue.effects.countEnds();
                int share = victims * jobsPerKill;
                queue.enqueue(share).stream().map(Job::id).forEach(jobs::add);
                int until = before + share / 10 + random.nextInt(share / 2);
                eventually().until(() -> queue.effects.countEnds() >= until);
                kill(queue, consumers.subList(0, victims));
                consumers.subList(0, victims).clear();
                for (int i = 0; i < victims; i++) {
                    consumers.add(queue.start(spec));
                }
                queue.awaitReady(consumers);
                killed += victims;
            }
            eventually().until(queue::isEmpty);
            report(queue, jobs, queue.effects.ends());
        }
    }

    private void kill(FaultQueue queue, List<ConsumerProcess> victims) {
        int seen = queue.effects.size();
        long killedMicros = FaultQueue.nowMicros();
        victims.forEach(ConsumerProcess::kill);
        Set<String> held = new HashSet<>();
        victims.forEach(victim -> held.addAll(queue.heldBy(victim)));
        inFlight.addAll(held);
        eventually().until(() -> {
            Map<String, Long> again = startedAgain(queue.effects.since(seen), held, killedMicros, victims);
            again.values().forEach(at -> worstMicros = Math.max(worstMicros, at - killedMicros));
            // An outcome may have been on its way when its sender died.
            return held.stream().allMatch(id -> again.containsKey(id) || isCompleted(queue, id));
        });
    }

    private static Map<String, Long> startedAgain(
            List<Effect> effects, Set<String> held, long sinceMicros, List<ConsumerProcess> victims) {
        Map<String, Long> started = new HashMap<>();
        for (Effect start : effects) {
            if (start.isStart()
                    && start.atMicros() > sinceMicros
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

    /** How many consumers that held the job were presumed dead: the killed ones, and any that a busy machine held up. */
    private static int deaths(FaultQueue queue, String id) {
        return queue.find(id).orElseThrow().crashes().size();
    }

    private void report(FaultQueue queue, Set<String> jobs, List<Effect> ends) {
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
                        .as("a job runs once, and once more for each consumer that died with it")
                        .isLessThanOrEqualTo(1 + (count == 1 ? 0 : deaths(queue, id))));
        assertThat(inFlight).isNotEmpty();
        assertThat(worstMicros).isLessThan(SOON.toNanos() / 1_000);
    }
}
