package io.angelwire.job.redis;

import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverrides;
import io.angelwire.redis.Unsent;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;

/** Limits that were changed while a queue runs, as fields of its {@code meta}. */
final class Overrides {

    private static final List<String> FIELDS = List.of(
            "rate-limit",
            "rate-window",
            "concurrency",
            "global-concurrency",
            "key-rate-limit",
            "key-rate-window",
            "key-concurrency");

    private Overrides() {}

    static Future<QueueOverrides> read(Redis redis, QueueName queue) {
        Request read = Request.cmd(Command.HMGET).arg(QueueKeys.meta(queue));
        FIELDS.forEach(read::arg);
        return Unsent.send(redis, read)
                .map(values -> new QueueOverrides(
                        number(values.get(0)),
                        duration(values.get(1)),
                        number(values.get(2)),
                        number(values.get(3)),
                        number(values.get(4)),
                        duration(values.get(5)),
                        number(values.get(6))));
    }

    /** Names and values for {@code configure.lua}; empty unsets. */
    static List<String> arguments(QueueOverrides overrides) {
        List<Object> values = java.util.Arrays.asList(
                overrides.rateLimit(),
                overrides.rateWindow(),
                overrides.concurrency(),
                overrides.globalConcurrency(),
                overrides.keyRateLimit(),
                overrides.keyRateWindow(),
                overrides.keyConcurrency());
        List<String> arguments = new java.util.ArrayList<>();
        for (int i = 0; i < FIELDS.size(); i++) {
            Object value = values.get(i);
            arguments.add(FIELDS.get(i));
            arguments.add(
                    value == null
                            ? ""
                            : value instanceof Duration window ? Long.toString(window.toMillis()) : value.toString());
        }
        return arguments;
    }

    private static Integer number(Response value) {
        return value == null ? null : value.toInteger();
    }

    private static Duration duration(Response value) {
        return value == null ? null : Duration.ofMillis(value.toLong());
    }
}
