package io.angelwire.job.simulation;

import io.angelwire.job.simulation.QueueModel.Claim;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What everybody in one run shares: time, chance, Redis and the truth. */
final class World {

    /** Of no meaning: far enough from 0 that a negative time can't come about. */
    private static final long BEGINNING = 1_000_000;

    final SplittableRandom random;
    final Coverage coverage;
    final Trace trace = new Trace();
    final List<QueueModel> queues = new ArrayList<>();
    final Starts starts = new Starts();
    /** Calls that were made already and reach Redis a second time, much later. */
    final List<Call> echoes = new ArrayList<>();

    /** False while the clock goes back now and then: no limit over time is checked then. */
    boolean ratesMeanSomething = true;

    private final RespClient redis;
    private long now = BEGINNING;
    private int calls;

    World(long seed, RespClient redis, Coverage coverage) {
        this.random = new SplittableRandom(seed);
        this.redis = redis;
        this.coverage = coverage;
    }

    long now() {
        return now;
    }

    /** Since the beginning. */
    long elapsed() {
        return now - BEGINNING;
    }

    RespClient redis() {
        return redis;
    }

    int calls() {
        return calls;
    }

    void pass(long millis) {
        now += millis;
        for (QueueModel queue : queues) {
            expire(queue, queue.claims, "dedup:");
        }
    }

    /** Redis expires keys by a clock that can't be set, so that this plays its part. */
    private void expire(QueueModel queue, Map<String, Claim> claims, String kind) {
        for (Iterator<Map.Entry<String, Claim>> i = claims.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<String, Claim> claim = i.next();
            if (claim.getValue().until() > 0 && claim.getValue().until() <= now) {
                redis.call("DEL", queue.prefix + kind + claim.getKey());
                trace.note(elapsed(), "redis", "expires " + kind + claim.getKey());
                i.remove();
            }
        }
    }

    Object execute(String actor, Call call) {
        calls++;
        Object answer = redis.call(call.command(now));
        trace.call(elapsed(), actor, call.queue().name + " " + call.name(), call.arguments(), answer);
        call.verify().accept(answer);
        return answer;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    @SafeVarargs
    final <T> T pick(T... items) {
        return items[random.nextInt(items.length)];
    }

    void count(String what) {
        coverage.count(what);
    }
}
