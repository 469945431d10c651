package io.angelwire.outbox;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Names the present life of Redis: the run id of its process, new at each start, and a random value kept among its
 * data, new after the data was deleted. After either, writes that were acknowledged may be gone.
 */
@ApplicationScoped
class RedisEpoch {

    private static final String KEY = "angelwire:epoch";

    private final Redis redis;

    RedisEpoch(Redis redis) {
        this.redis = redis;
    }

    /** @return 1 to 120 characters */
    Future<String> current() {
        return redis.send(Request.cmd(Command.SET)
                        .arg(KEY)
                        .arg(UUID.randomUUID().toString())
                        .arg("NX"))
                .compose(set -> redis.send(Request.cmd(Command.GET).arg(KEY)))
                .compose(value -> redis.send(Request.cmd(Command.INFO).arg("server"))
                        .map(info -> runId(info.toString()) + "/" + value));
    }

    private static String runId(String info) {
        return info.lines()
                .filter(line -> line.startsWith("run_id:"))
                .map(line -> line.substring("run_id:".length()).trim())
                .findFirst()
                .orElse("unknown");
    }
}
