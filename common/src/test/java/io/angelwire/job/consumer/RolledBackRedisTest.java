package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Job;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.redis.LeasedJob;
import io.angelwire.job.redis.QueueCommands.Completion;
import io.angelwire.job.redis.QueueCommands.Kind;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Redis is what it was a while ago: a replica that lagged behind was promoted, or its last writes did not get to the disk. */
class RolledBackRedisTest extends QueueTest {

    /** So many are deleted by trimming the lane. */
    private static final int BATCH = 40;

    @Test
    void aJobWhoseTakeIsForgottenIsNotEndedByItsReportAndTakesNoWaitingJobAlong() {
        Job[] jobs = Stream.generate(fixture::job).limit(3 * BATCH).toArray(Job[]::new);
        fixture.enqueue(jobs);
        fixture.await(fixture.commands.register("before", Duration.ofSeconds(30)));
        List<LeasedJob> taken = fixture.await(
                        fixture.commands.take("before", jobs.length, Limits.NONE, false, 0, Map.of()))
                .jobs();
        assertThat(taken).hasSize(jobs.length);

        forgetDeliveries();
        List<Completion> last = taken.subList(2 * BATCH, 3 * BATCH).stream()
                .map(job -> new Completion(job, "", 1))
                .toList();
        var finished = fixture.await(
                fixture.commands.complete("before", 0, Kind.of(last.get(0).job()), last));

        assertThat(finished.accepted()).isZero();
        Set<String> ran = ConcurrentHashMap.newKeySet();
        fixture.consume(job -> {
            ran.add(job.id());
            return JobOutcome.completed(null);
        });
        await().until(() -> fixture.counts().waiting() + fixture.counts().active() == 0);
        assertThat(ran).containsExactlyInAnyOrder(Stream.of(jobs).map(Job::id).toArray(String[]::new));
    }

    private void forgetDeliveries() {
        fixture.send(Command.XGROUP, "DESTROY", fixture.key("stream"), "workers");
        fixture.send(Command.XGROUP, "CREATE", fixture.key("stream"), "workers", "0");
    }
}
