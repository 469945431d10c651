package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.job.Job;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A crash is not an attempt, and has a budget of its own. */
class KillingJobTest {

    private static final long LEASE_MILLIS = 2_000;

    @Test
    void aJobWhoseConsumersWereKilledTwiceKeepsItsAttempts() {
        try (FaultQueue queue = new FaultQueue()) {
            List<ConsumerProcess> consumers =
                    queue.start(3, queue.spec(Work.HOLD_TWICE).lease(LEASE_MILLIS, 5));
            Job job = Job.of("hold", Map.of());
            queue.enqueue(List.of(job));
            for (int death = 1; death <= 2; death++) {
                int delivery = death;
                eventually().until(() -> queue.effects.deliveries(job.id()) >= delivery);
                long pid = starts(queue, job).get(death - 1).process();
                consumers.stream().filter(process -> process.pid() == pid).forEach(ConsumerProcess::kill);
            }
            eventually().until(() -> isEnded(queue, job));

            JobDetails details = queue.find(job.id()).orElseThrow();
            FaultSize.print(
                    "consumer killed twice",
                    "attempts used up %d, redeliveries %d, state %s",
                    details.attemptsMade(),
                    details.redeliveries(),
                    details.state());
            assertThat(details.state()).isEqualTo(JobState.COMPLETED);
            assertThat(details.attemptsMade()).isZero();
            // More if a busy machine holds up a consumer for longer than its lease.
            assertThat(details.redeliveries()).isGreaterThanOrEqualTo(2);
            assertThat(details.crashes()).hasSize(details.redeliveries());
            assertThat(starts(queue, job))
                    .hasSizeGreaterThan(2)
                    .extracting(Effect::attempt)
                    .containsOnly(1);
        }
    }

    @Test
    void aJobThatKillsEveryConsumerEndsAsADeadLetterAndTheOthersRun() {
        int redeliveries = 2;
        try (FaultQueue queue = new FaultQueue()) {
            ConsumerSpec spec =
                    queue.spec(Work.HALT).lease(LEASE_MILLIS, redeliveries).keepCompleted(1_000);
            List<ConsumerProcess> consumers = new ArrayList<>(queue.start(redeliveries + 2, spec));
            List<Job> others = new ArrayList<>(queue.enqueue(100));
            Job job = Job.of("halt", Map.of());
            queue.enqueue(List.of(job));
            others.addAll(queue.enqueue(100));

            eventually().until(() -> isEnded(queue, job) && queue.isEmpty());

            JobDetails details = queue.find(job.id()).orElseThrow();
            long dead = consumers.stream().filter(process -> !process.isAlive()).count();
            FaultSize.print(
                    "a job that kills its consumers",
                    "%d consumers dead, attempts used up %d, state %s, others completed %d of %d",
                    dead,
                    details.attemptsMade(),
                    details.state(),
                    others.stream().filter(other -> isCompleted(queue, other)).count(),
                    others.size());
            assertThat(dead).isEqualTo(redeliveries + 1);
            assertThat(details.state()).isEqualTo(JobState.FAILED);
            assertThat(details.failure()).contains("died " + (redeliveries + 1) + " times");
            assertThat(queue.counts().deadLetters()).isEqualTo(1);
            assertThat(others).allMatch(other -> isCompleted(queue, other));
        }
    }

    private static List<Effect> starts(FaultQueue queue, Job job) {
        return queue.effects.starts().stream()
                .filter(start -> start.job().equals(job.id()))
                .toList();
    }

    private static boolean isCompleted(FaultQueue queue, Job job) {
        return queue.find(job.id())
                .filter(found -> found.state() == JobState.COMPLETED)
                .isPresent();
    }

    private static boolean isEnded(FaultQueue queue, Job job) {
        Optional<JobDetails> found = queue.find(job.id());
        return found.isPresent() && found.get().state().isFinal();
    }
}
