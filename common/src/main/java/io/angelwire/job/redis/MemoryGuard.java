package io.angelwire.job.redis;

import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverloadedException;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses new jobs before Redis reaches its memory limit, so that what is left serves those that are there. The process
 * that has the queue is asked at most once a second, and nobody waits for its answer.
 */
public final class MemoryGuard {

    private static final long ASK_EVERY_NANOS = 1_000_000_000;

    private final ScriptRunner scripts;
    private final double refuseAbove;
    private final Map<QueueName, Usage> usages = new ConcurrentHashMap<>();

    /** @param refuseAbove the part of {@code maxmemory} above which jobs are refused, 0 to 1; without a limit none are */
    public MemoryGuard(ScriptRunner scripts, double refuseAbove) {
        this.scripts = scripts;
        this.refuseAbove = refuseAbove;
    }

    /** @throws QueueOverloadedException if the queue's Redis was near its limit when it was asked last */
    void check(QueueName queue) {
        double used = usages.computeIfAbsent(queue, Usage::new).latest();
        if (used > refuseAbove) {
            throw new QueueOverloadedException(
                    "Redis uses %.0f %% of its memory limit; above %.0f %% no new jobs are taken"
                            .formatted(used * 100, refuseAbove * 100),
                    null);
        }
    }

    private final class Usage {

        private final QueueName queue;
        private final AtomicBoolean asking = new AtomicBoolean();
        private final AtomicLong askedNanos = new AtomicLong(System.nanoTime() - ASK_EVERY_NANOS);
        private volatile double used;

        Usage(QueueName queue) {
            this.queue = queue;
        }

        double latest() {
            long now = System.nanoTime();
            if (now - askedNanos.get() >= ASK_EVERY_NANOS && asking.compareAndSet(false, true)) {
                askedNanos.set(now);
                scripts.run(Script.MEMORY, queue, List.of()).onComplete(answer -> {
                    if (answer.succeeded()) {
                        used = part(answer.result());
                    }
                    asking.set(false);
                });
            }
            return used;
        }

        private static double part(Response answer) {
            long limit = answer.get(1).toLong();
            return limit == 0 ? 0 : (double) answer.get(0).toLong() / limit;
        }
    }
}
