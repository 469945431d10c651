package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.ChildResult;
import io.angelwire.job.Enqueued.Status;
import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobState;
import io.angelwire.job.ParentLink.OnFailure;
import io.angelwire.job.QueueName;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Parents that wait for their children. */
class FlowTest extends QueueTest {

    private final Queue<String> order = new ConcurrentLinkedQueue<>();
    private final List<ChildResult> children = new ArrayList<>();

    @Test
    void aParentRunsAfterItsChildrenAndReadsTheirResults() {
        fixture.consume(job -> {
            order.add(job.name());
            if (job.name().equals("sum")) {
                children.addAll(job.children());
            }
            return JobOutcome.completed(job.payload().get("n").asInt());
        });
        JobFlow flow =
                flow("sum").waitingFor(flow("part-1"), flow("part-2").waitingFor(flow("deepest")), flow("part-3"));

        assertThat(fixture.await(fixture.producer.enqueue(flow)).status()).isEqualTo(Status.ADDED);

        await().until(() -> fixture.counts().completed() == 5);
        assertThat(order).last().isEqualTo("sum");
        assertThat(List.copyOf(order).indexOf("deepest"))
                .isLessThan(List.copyOf(order).indexOf("part-2"));
        assertThat(children).hasSize(3).allMatch(ChildResult::isCompleted);
        assertThat(children).extracting(ChildResult::result).containsOnly("7");
        assertThat(fixture.counts().waitingForChildren()).isZero();
        assertThat(fixture.send(Command.XLEN, fixture.key("notices")).toInteger())
                .isZero();
    }

    @Test
    void aParentDoesNotWaitForAJobThatIsThereAlreadyAsSomebodyElsesChild() {
        JobFlow shared = flow("shared");
        fixture.await(fixture.producer.enqueue(flow("first").waitingFor(shared)));
        fixture.await(
                fixture.producer.enqueue(flow("second").waitingFor(shared.onFailure(OnFailure.IGNORE), flow("own"))));
        fixture.consume(job -> {
            order.add(job.name());
            if (job.name().equals("second")) {
                children.addAll(job.children());
            }
            return JobOutcome.completed(null);
        });

        await().until(() -> fixture.counts().completed() == 4);
        assertThat(order).containsExactlyInAnyOrder("shared", "own", "first", "second");
        assertThat(children)
                .filteredOn(child -> !child.isCompleted())
                .singleElement()
                .satisfies(child -> {
                    assertThat(child.outcome()).isEqualTo("cancelled");
                    assertThat(child.result()).contains("not this parent's child");
                });
    }

    @Test
    void enqueueingAFlowAgainChangesNothing() {
        JobFlow flow = flow("sum").waitingFor(flow("part"));
        fixture.await(fixture.producer.enqueue(flow));
        assertThat(fixture.await(fixture.producer.enqueue(flow)).status()).isEqualTo(Status.KNOWN);
        assertThat(fixture.counts().waitingForChildren()).isEqualTo(1);
        record();
        await().until(() -> fixture.counts().completed() == 2);
        assertThat(order).containsExactly("part", "sum");
    }

    @Test
    void aFailedChildFailsItsParentUnlessSaidOtherwise() {
        record();
        JobFlow flow = flow("sum").waitingFor(flow("bad"), flow("good"));
        fixture.await(fixture.producer.enqueue(flow));

        await().until(() -> fixture.counts().failed() == 2);
        assertThat(fixture.details(flow.job()).state()).isEqualTo(JobState.FAILED);
        assertThat(fixture.details(flow.job()).failure()).contains("its child").contains("failed");
        await().until(() -> fixture.counts().completed() == 1);
        assertThat(order).doesNotContain("sum");
        assertThat(fixture.send(Command.XLEN, fixture.key("dead")).toInteger()).isEqualTo(2);
    }

    @Test
    void aParentMayIgnoreAFailedChildAndFindItAmongTheResults() {
        fixture.consume(job -> {
            order.add(job.name());
            children.addAll(job.children());
            return job.name().equals("bad") ? JobOutcome.failed("broken") : JobOutcome.completed("fine");
        });
        JobFlow flow = flow("sum").waitingFor(flow("bad").onFailure(OnFailure.IGNORE), flow("good"));
        fixture.await(fixture.producer.enqueue(flow));

        await().until(() -> fixture.counts().completed() == 2);
        assertThat(order).last().isEqualTo("sum");
        assertThat(children)
                .extracting(ChildResult::outcome, ChildResult::result)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("failed", "broken"),
                        org.assertj.core.groups.Tuple.tuple("completed", "\"fine\""));
    }

    @Test
    void aParentMayRunAsSoonAsAChildFails() {
        record();
        Job slow = Job.of("slow", Map.of("n", 1)).withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        JobFlow flow = flow("sum").waitingFor(flow("bad").onFailure(OnFailure.RUN), JobFlow.of(fixture.queue, slow));
        fixture.await(fixture.producer.enqueue(flow));

        await().until(() -> order.contains("sum"));
        assertThat(fixture.counts().delayed()).isEqualTo(1);
    }

    @Test
    void aCancelledOrRemovedChildCountsAsFailed() {
        Job child = Job.of("child", Map.of("n", 1)).withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
        JobFlow flow = flow("sum").waitingFor(JobFlow.of(fixture.queue, child));
        fixture.await(fixture.producer.enqueue(flow));
        record();
        fixture.await(fixture.control.cancel(fixture.queue, List.of(child.id()), "no"));
        await().until(() -> fixture.counts().failed() == 1);
        assertThat(fixture.details(flow.job()).failure()).contains("cancelled");
    }

    @Test
    void aParentLivesInAnotherQueueThanItsChildren() throws Exception {
        try (QueueFixture other = fixture.another()) {
            other.consume(job -> {
                children.addAll(job.children());
                order.add(job.name());
                return JobOutcome.completed(null);
            });
            record();
            JobFlow flow = JobFlow.of(other.queue, Job.of("sum", Map.of("n", 1)))
                    .waitingFor(
                            IntStream.range(0, 150).mapToObj(i -> flow("part")).toArray(JobFlow[]::new));
            fixture.await(fixture.producer.enqueue(flow));

            await().until(() -> order.size() == 151);
            assertThat(order).last().isEqualTo("sum");
            assertThat(children).hasSize(150);
        }
    }

    private void record() {
        fixture.consume(job -> {
            order.add(job.name());
            return job.name().equals("bad") ? JobOutcome.failed("broken") : JobOutcome.completed(null);
        });
    }

    private JobFlow flow(String name) {
        QueueName queue = fixture.queue;
        return JobFlow.of(queue, Job.of(name, Map.of("n", 7)));
    }
}
