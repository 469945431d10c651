package io.angelwire.job.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.AesGcmPayloadCipher;
import io.angelwire.job.JobResults;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.CompletionHook;
import io.angelwire.job.partition.PartitionedQueueControl;
import io.angelwire.job.partition.PartitionedQueueInspector;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.MemoryGuard;
import io.angelwire.job.redis.QueueEvents;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisJobResults;
import io.angelwire.job.redis.RedisQueueControl;
import io.angelwire.job.redis.RedisQueueInspector;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.job.schedule.RedisSchedules;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/** The engine's parts that are not consumers, as beans. */
class JobEngine {

    @Produces
    @Singleton
    ScriptRunner scriptRunner(Redis redis) {
        return new ScriptRunner(redis);
    }

    @Produces
    @Singleton
    PayloadCipher payloadCipher(JobsConfig config) {
        Set<QueueName> queues = config.encryption().queues().orElse(Set.of()).stream()
                .map(QueueName::new)
                .collect(Collectors.toSet());
        if (config.encryption().keys().isEmpty() && queues.isEmpty()) {
            return PayloadCipher.NONE;
        }
        String active = config.encryption()
                .activeKey()
                .orElseThrow(() -> new IllegalArgumentException(
                        "angelwire.jobs.encryption.active-key is missing: payloads are to be encrypted"));
        return new AesGcmPayloadCipher(config.encryption().keys(), active, queues);
    }

    @Produces
    @Singleton
    Partitions partitions(QueuesConfig config) {
        return config.partitions();
    }

    @Produces
    @Singleton
    RedisJobProducer jobProducer(
            ScriptRunner scripts, ObjectMapper json, PayloadCipher cipher, JobsConfig config, Partitions partitions) {
        return new RedisJobProducer(
                scripts,
                json,
                cipher,
                new MemoryGuard(scripts, config.refuseAboveMemory()),
                Math.toIntExact(config.maxPayload().asLongValue()),
                partitions);
    }

    @Produces
    @Singleton
    QueueInspector queueInspector(ScriptRunner scripts, Partitions partitions) {
        return new PartitionedQueueInspector(new RedisQueueInspector(scripts), partitions);
    }

    @Produces
    @Singleton
    QueueControl queueControl(
            Redis redis, ScriptRunner scripts, CompletionHook hook, QueuesConfig config, Partitions partitions) {
        QueueControl control = new RedisQueueControl(
                redis,
                scripts,
                new RedisQueueInspector(scripts),
                hook,
                queue -> config.settings(queue).retention().completed());
        return new PartitionedQueueControl(control, partitions);
    }

    @Produces
    @Singleton
    RedisSchedules schedules(Redis redis, RedisJobProducer producer, PayloadCipher cipher, Partitions partitions) {
        return new RedisSchedules(redis, producer, cipher, partitions);
    }

    @Produces
    @Singleton
    QueueEvents queueEvents(Vertx vertx, @RedisClientName("blocking") Redis blocking, Redis redis) {
        return new QueueEvents(vertx, blocking, redis);
    }

    void closeEvents(@Disposes QueueEvents events) {
        events.close();
    }

    @Produces
    @Singleton
    JobResults jobResults(
            Vertx vertx,
            QueueEvents events,
            QueueInspector inspector,
            Partitions partitions,
            PayloadCipher cipher,
            ObjectMapper json) {
        return new RedisJobResults(vertx, events, inspector, partitions, cipher, json);
    }
}
