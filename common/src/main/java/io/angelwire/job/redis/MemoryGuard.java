package io.angelwire.job.redis;

import io.angelwire.job.QueueOverloadedException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses new jobs before Redis reaches its memory limit, so that what is left serves those that are there. Redis is
 * asked at most once a second, and nobody waits for its answer.
 */
public final class MemoryGuard {

    private static final Pattern NUMBER = Pattern.compile("(?m)^(used_memory|maxmemory):(\\d+)");
    private static final long ASK_EVERY_NANOS = 1_000_000_000;

    private final Redis redis;
    private final double refuseAbove;
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicLong askedNanos = new AtomicLong(System.nanoTime() - ASK_EVERY_NANOS);
    private volatile double used;

    /** @param refuseAbove the part of {@code maxmemory} above which jobs are refused, 0 to 1; without a limit none are */
    public MemoryGuard(Redis redis, double refuseAbove) {
        this.redis = redis;
        this.refuseAbove = refuseAbove;
    }

    /** @throws QueueOverloadedException if Redis was near its limit when it was asked last */
    void check() {
        long now = System.nanoTime();
        if (now - askedNanos.get() >= ASK_EVERY_NANOS && asking.compareAndSet(false, true)) {
            askedNanos.set(now);
            redis.send(Request.cmd(Command.INFO).arg("memory")).onComplete(info -> {
                if (info.succeeded()) {
                    used = read(info.result().toString());
                }
                asking.set(false);
            });
        }
        if (used > refuseAbove) {
            throw new QueueOverloadedException(
                    "Redis uses %.0f %% of its memory limit; above %.0f %% no new jobs are taken"
                            .formatted(used * 100, refuseAbove * 100),
                    null);
        }
    }

    private static double read(String info) {
        double usedBytes = 0;
        double limit = 0;
        Matcher number = NUMBER.matcher(info);
        while (number.find()) {
            if (number.group(1).equals("maxmemory")) {
                limit = Double.parseDouble(number.group(2));
            } else {
                usedBytes = Double.parseDouble(number.group(2));
            }
        }
        return limit == 0 ? 0 : usedBytes / limit;
    }
}
