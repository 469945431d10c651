package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.job.Job;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SIGSTOP of a consumer for longer than its lease, and SIGCONT when its job has been done by another. */
class SuspendedConsumerTest {

    private static final long LEASE_MILLIS = 1_500;

    private final int repetitions = FaultSize.of(2, 50);
    private int unaware;

    @Test
    void itsLateCompletionIsRefusedEveryTime() {
        try (FaultQueue queue = new FaultQueue()) {
            // One job each at a time, and none ahead as with any limit, so that both have to take one of two that are
            // held.
            List<ConsumerProcess> consumers = queue.start(
                    2,
                    queue.spec(Work.HELD_UNTIL_RELEASED)
                            .concurrency(1)
                            .rate(1_000, 1_000)
                            .lease(LEASE_MILLIS, 5)
                            .keepCompleted(1_000));
            for (int i = 0; i < repetitions; i++) {
                suspendAndResume(queue, consumers);
            }
            FaultSize.print(
                    "SIGSTOP past the lease, SIGCONT",
                    "%d times: late completions accepted 0, by consumers that did not know yet %d",
                    repetitions,
                    unaware);
        }
    }

    private void suspendAndResume(FaultQueue queue, List<ConsumerProcess> consumers) {
        Job job = Job.of("work", Map.of());
        queue.enqueue(List.of(job));
        eventually().until(() -> queue.effects.deliveries(job.id()) > 0);
        long pid = starter(queue, job).orElseThrow();
        ConsumerProcess suspended = process(consumers, pid, true);
        ConsumerProcess other = process(consumers, pid, false);
        List<String> names = queue.consumersOf(suspended);

        suspended.suspend();
        eventually()
                .until(() -> queue.find(job.id())
                        .filter(found -> found.state() == JobState.COMPLETED)
                        .isPresent());
        queue.effects.release(job.id());
        suspended.resume();
        // It goes on under a new name, and says that it has done the job.
        eventually()
                .until(() -> endedBy(queue, job, suspended)
                        && queue.consumersOf(suspended).stream().anyMatch(name -> !names.contains(name)));
        // What it sent on the way is answered by now: this goes through the same connections and threads.
        runOneMoreEach(queue, consumers);

        JobDetails details = queue.find(job.id()).orElseThrow();
        assertThat(details.state()).isEqualTo(JobState.COMPLETED);
        assertThat(details.result()).isEqualTo(Long.toString(other.pid()));
        assertThat(details.attemptsMade()).isZero();
        assertThat(details.redeliveries()).isPositive();
        if (queue.effects.all().stream()
                .anyMatch(effect -> effect.job().equals(job.id())
                        && effect.process() == suspended.pid()
                        && effect.what().equals(Effect.ENDED))) {
            unaware++;
        }
    }

    /** Which process has begun the job first. */
    private static Optional<Long> starter(FaultQueue queue, Job job) {
        return queue.effects.starts().stream()
                .filter(start -> start.job().equals(job.id()))
                .map(Effect::process)
                .findFirst();
    }

    private static ConsumerProcess process(List<ConsumerProcess> consumers, long pid, boolean same) {
        return consumers.stream()
                .filter(process -> process.pid() == pid == same)
                .findFirst()
                .orElseThrow();
    }

    private static boolean endedBy(FaultQueue queue, Job job, ConsumerProcess process) {
        return queue.effects.ends().stream()
                .anyMatch(end -> end.job().equals(job.id()) && end.process() == process.pid());
    }

    private static void runOneMoreEach(FaultQueue queue, List<ConsumerProcess> consumers) {
        List<Job> jobs = queue.enqueue(consumers.size());
        List<String> ids = jobs.stream().map(Job::id).toList();
        eventually()
                .until(() -> queue.effects.starts().stream()
                        .filter(start -> ids.contains(start.job()))
                        .map(Effect::process)
                        .collect(Collectors.toSet())
                        .containsAll(
                                consumers.stream().map(ConsumerProcess::pid).toList()));
        ids.forEach(queue.effects::release);
        eventually().until(queue::isEmpty);
    }
}
