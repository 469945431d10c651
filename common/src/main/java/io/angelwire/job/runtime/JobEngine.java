package io.angelwire.job.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisQueueInspector;
import io.angelwire.job.redis.ScriptRunner;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The producing side of the engine as beans. */
class JobEngine {

    @Produces
    @Singleton
    ScriptRunner scriptRunner(Redis redis) {
        return new ScriptRunner(redis);
    }

    @Produces
    @Singleton
    RedisJobProducer jobProducer(ScriptRunner scripts, ObjectMapper json) {
        return new RedisJobProducer(scripts, json);
    }

    @Produces
    @Singleton
    QueueInspector queueInspector(ScriptRunner scripts) {
        return new RedisQueueInspector(scripts);
    }
}
