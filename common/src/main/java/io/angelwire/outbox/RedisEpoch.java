package io.angelwire.outbox;

import io.angelwire.job.QueueName;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.Script;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.job.runtime.QueuesConfig;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Names the present life of Redis: of the process of each queue, since on a cluster any of them may be another. It changes
 * when one was restarted, replaced or emptied: then writes that were acknowledged may be gone.
 */
@ApplicationScoped
class RedisEpoch {

    private final ScriptRunner scripts;
    private final List<QueueName> queues;

    RedisEpoch(ScriptRunner scripts, QueuesConfig config, Partitions partitions) {
        this.scripts = scripts;
        this.queues = config.queues().keySet().stream()
                .sorted()
                .flatMap(queue -> partitions.of(new QueueName(queue)).stream())
                .toList();
    }

    /** @return 36 characters */
    Future<String> current() {
        List<Future<Response>> names = queues.stream()
                .map(queue -> scripts.run(
                        Script.EPOCH, queue, List.of(UUID.randomUUID().toString())))
                .toList();
        return Future.all(names).map(all -> {
            StringBuilder name = new StringBuilder();
            names.forEach(each -> name.append(each.result()).append('\n'));
            return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8))
                    .toString();
        });
    }
}
