package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOutcome;
import io.angelwire.testing.RedisCluster;
import io.angelwire.testing.RedisEndpoint;
import io.vertx.redis.client.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The engine's tests once more, on a real Redis Cluster of three masters. */
class EngineOnClusterTest {

    private static RedisCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void queuesSpreadOverTheMastersAndEachLivesOnOne() {
        cluster.tellAll("FLUSHALL");
        List<QueueFixture> queues = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            QueueFixture fixture = new QueueFixture(cluster);
            queues.add(fixture);
            fixture.enqueue(fixture.job());
            assertThat(Stream.of("stream", "jobs", "job:1", "limiter:key:acme").map(key -> slot(fixture, key)))
                    .containsOnly(slot(fixture, "dead"));
        }
        assertThat(cluster.nodes()).allMatch(node -> !node.ask("DBSIZE").equals(":0"));
        queues.forEach(QueueFixture::close);
    }

    @Test
    void aParentWaitsForChildrenOnAnotherMaster() {
        try (QueueFixture parents = new QueueFixture(cluster)) {
            QueueFixture children = onAnotherMasterThan(parents);
            try (children) {
                Queue<String> order = new ConcurrentLinkedQueue<>();
                for (QueueFixture fixture : List.of(parents, children)) {
                    fixture.consume(job -> {
                        order.add(job.name() + job.children().size());
                        return JobOutcome.completed(null);
                    });
                }
                JobFlow flow = JobFlow.of(parents.queue, Job.of("parent", Map.of()))
                        .waitingFor(
                                JobFlow.of(children.queue, Job.of("child", Map.of())),
                                JobFlow.of(children.queue, Job.of("child", Map.of())));

                parents.await(parents.producer.enqueue(flow));

                await().until(() -> order.size() == 3);
                assertThat(order).containsExactly("child0", "child0", "parent2");
            }
        }
    }

    private static QueueFixture onAnotherMasterThan(QueueFixture fixture) {
        while (true) {
            QueueFixture other = new QueueFixture(cluster);
            if (master(other) != master(fixture)) {
                return other;
            }
            other.close();
        }
    }

    private static int master(QueueFixture fixture) {
        return cluster.masterOf(slot(fixture, "stream"));
    }

    private static int slot(QueueFixture fixture, String key) {
        return fixture.send(Command.CLUSTER, "KEYSLOT", fixture.key(key)).toInteger();
    }

    @Nested
    class Consumers extends JobConsumerTest {
        @Override
        RedisEndpoint server() {
            return cluster;
        }
    }

    @Nested
    class Control extends JobControlTest {
        @Override
        RedisEndpoint server() {
            return cluster;
        }
    }

    @Nested
    class Keys extends LimitKeysTest {
        @Override
        RedisEndpoint server() {
            return cluster;
        }
    }

    @Nested
    class Deduplicated extends DeduplicationTest {
        @Override
        RedisEndpoint server() {
            return cluster;
        }
    }

    @Nested
    class Flows extends FlowTest {
        @Override
        RedisEndpoint server() {
            return cluster;
        }
    }

    @Nested
    class Schedules extends SchedulesTest {
        @Override
        RedisEndpoint server() {
            return cluster;
        }
    }

    @Nested
    class Partitioned extends PartitionsTest {
        @Override
        RedisEndpoint server() {
            return cluster;
        }
    }

    @Nested
    class Results extends JobResultsTest {
        @Override
        RedisEndpoint server() {
            return cluster;
        }
    }
}
