package io.angelwire.gateway.queue;

import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.job.deadletter.DeadLetterConsumer;
import io.angelwire.job.deadletter.DeadLetterHandler;
import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Failure;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.redis.QueueCommands.Taken;
import io.angelwire.job.redis.QueueKeys;
import io.angelwire.job.redis.RedisJobProducer;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Queues that only tests have, one of them split; and what their consumers do. */
public final class ProvingQueues implements QuarkusTestResourceLifecycleManager {

    public static final QueueName PLAIN = new QueueName("proving");
    public static final QueueName SPLIT = new QueueName("proving-split");

    @Override
    public Map<String, String> start() {
        return Map.of(
                "angelwire.queues.proving.concurrency", "2",
                "angelwire.queues.proving-split.concurrency", "6",
                "angelwire.queues.proving-split.partitions", "3");
    }

    @Override
    public void stop() {}

    public static void enqueue(QueueName queue, Job... jobs) {
        await(Arc.container().instance(RedisJobProducer.class).get().enqueue(queue, List.of(jobs)));
    }

    /** Leases waiting jobs of the plain queue, under a new consumer's name. */
    public static Leased take(int most) {
        QueueCommands commands =
                new QueueCommands(PLAIN, Arc.container().instance(Redis.class).get());
        String consumer = "c" + UUID.randomUUID();
        await(commands.register(consumer, Duration.ofMinutes(5)));
        return new Leased(commands, consumer, await(commands.take(consumer, most, Limits.NONE, false, 0, Map.of())));
    }

    /** Jobs that a consumer runs. */
    public record Leased(QueueCommands commands, String consumer, Taken taken) {

        public void report(String progress, String line) {
            taken.jobs().forEach(job -> await(commands.report(consumer, job, progress, 100, List.of(line))));
        }

        public void fail(String reason) {
            String record = "{\"endedAt\":1767225600000,\"ranMillis\":7,\"consumer\":\"" + consumer + "\",\"error\":\""
                    + reason + "\"}";
            await(commands.fail(
                    consumer,
                    50,
                    100,
                    taken.jobs().stream()
                            .map(job -> new Failure(job, reason, 3, record))
                            .toList()));
        }

        /** Gives back what is left, as a consumer does that stops. */
        public void stop() {
            await(commands.retire(consumer));
        }
    }

    /** Stores what has failed for good in the plain queue, as a worker does. */
    public static void storeFailures() {
        Redis redis = Arc.container().instance(Redis.class).get();
        DeadLetterHandler recorder =
                Arc.container().instance(DeadLetterHandler.class).get();
        DeadLetterConsumer consumer = new DeadLetterConsumer(PLAIN, redis, recorder);
        consumer.start();
        Awaitility.await()
                .until(() -> await(redis.send(Request.cmd(Command.XLEN).arg(QueueKeys.dead(PLAIN))))
                                .toInteger()
                        == 0);
        consumer.stop();
    }

    private static <T> T await(Future<T> future) {
        return await(future.toCompletionStage());
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
