package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unless;
import static io.angelwire.job.simulation.Violation.unlessEqual;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds the lines of limit keys, their turns and the rate limits' counts against a queue's model. */
final class LimitInvariants {

    private final QueueModel queue;
    private final Snapshot redis;

    LimitInvariants(QueueModel queue, Snapshot redis) {
        this.queue = queue;
        this.redis = redis;
    }

    void check() {
        checkLines();
        checkLimiter();
    }

    private void checkLines() {
        Set<String> names = new TreeSet<>();
        queue.lines.lines.forEach((key, line) -> {
            unlessEqual(
                    Invariants.ids(line.values()),
                    List.copyOf(redis.pairs("key:" + key).keySet()),
                    "line of key " + key);
            names.add(key);
        });
        unlessEqual(names, new TreeSet<>(redis.pairs("keys:lined").keySet()), "keys with a line");
        queue.lines.active.forEach((key, ids) -> {
            unlessEqual(
                    new TreeSet<>(ids), new TreeSet<>(redis.texts("key:" + key + ":active")), "active of key " + key);
            names.add(key + ":active");
        });
        unlessEqual(names, new TreeSet<>(redis.keysOf("key:")), "lines and sets of keys");
        Set<String> offered = new TreeSet<>(redis.pairs("keys:ready").keySet());
        offered.addAll(redis.pairs("keys:resting").keySet());
        unless(queue.lines.lines.keySet().containsAll(offered), "keys without a line have turns: %s", offered);
        int slots = queue.settings.keyActive();
        for (String key : queue.lines.lines.keySet()) {
            boolean full = slots > 0 && queue.lines.activeOf(key) >= slots;
            unless(full || offered.contains(key), "key %s has lost its turn", key);
        }
    }

    /** What a limit counts is what its log lists and what its consumers have open. */
    private void checkLimiter() {
        Map<String, Integer> open = new HashMap<>();
        Map<String, Map<String, String>> found = new TreeMap<>();
        redis.keysOf("open:").forEach(consumer -> found.put(consumer, new TreeMap<>(redis.pairs("open:" + consumer))));
        Map<String, Map<String, String>> expected = new TreeMap<>();
        queue.limiter.open.forEach((consumer, grants) -> {
            expected.put(consumer, Invariants.texts(grants, Object::toString));
            grants.forEach((name, count) -> open.merge(name, count, Integer::sum));
        });
        unlessEqual(expected, found, "open grants");
        for (String key : redis.keysOf("limiter")) {
            unless(!key.startsWith(":key:") || openOrExpires(key), "limiter%s stays for ever", key);
            if (!key.endsWith(":log")) {
                int logged = redis.texts("limiter" + key + ":log").stream()
                        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
                        .sum();
                int used = Integer.parseInt(redis.pairs("limiter" + key).get("used"));
                unlessEqual(logged + open.getOrDefault(key, 0), used, "grants of limit '" + key + "' that count");
            }
        }
    }

    private boolean openOrExpires(String key) {
        String name = key.replaceAll(":log$", "");
        return redis.expires("limiter" + key)
                || queue.limiter.open.values().stream().anyMatch(grants -> grants.containsKey(name));
    }
}
