package io.angelwire.job.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every key of every queue, read in one round trip. */
final class Snapshot {

    private static final String SCRIPT = """
            local all = {}
            for _, key in ipairs(redis.call('KEYS', '*')) do
              local kind = redis.call('TYPE', key).ok
              local value
              if kind == 'hash' then
                value = redis.call('HGETALL', key)
              elseif kind == 'zset' then
                value = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES')
              elseif kind == 'set' then
                value = redis.call('SMEMBERS', key)
              elseif kind == 'list' then
                value = redis.call('LRANGE', key, 0, -1)
              elseif kind == 'string' then
                value = { redis.call('GET', key) }
              else
                local last, delivered, holders, consumers = '', '0-0', {}, {}
                local info = redis.call('XINFO', 'STREAM', key)
                for i = 1, #info, 2 do
                  if info[i] == 'last-generated-id' then last = info[i + 1] end
                end
                for _, group in ipairs(redis.call('XINFO', 'GROUPS', key)) do
                  for i = 1, #group, 2 do
                    if group[i] == 'last-delivered-id' then delivered = group[i + 1] end
                  end
                  for _, item in ipairs(redis.call('XPENDING', key, 'workers', '-', '+', 1000)) do
                    holders[#holders + 1], holders[#holders + 2] = item[1], item[2]
                  end
                  for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', key, 'workers')) do
                    consumers[#consumers + 1] = consumer[2]
                  end
                end
                value = { redis.call('XRANGE', key, '-', '+'), last, delivered, holders, consumers }
              end
              all[#all + 1] = { key, redis.call('PTTL', key), value }
            end
            return all
            """;

    /**
     * @param holders consumer by entry
     * @param delivered the last entry that the group was given
     * @param last the newest entry that ever was
     */
    record Stream(
            Map<String, Map<String, String>> entries,
            String last,
            String delivered,
            Map<String, String> holders,
            List<String> consumers) {}

    /** By key, without the queue's prefix. */
    private final Map<String, List<?>> values = new TreeMap<>();

    private final Map<String, Long> ttls = new TreeMap<>();

    private Snapshot() {}

    static Map<QueueModel, Snapshot> read(World world) {
        Map<QueueModel, Snapshot> snapshots = new LinkedHashMap<>();
        world.queues.forEach(queue -> snapshots.put(queue, new Snapshot()));
        for (Object item : Answer.list(world.redis().eval(SCRIPT))) {
            String key = (String) Answer.list(item).get(0);
            QueueModel queue = world.queues.stream()
                    .filter(candidate -> key.startsWith(candidate.prefix))
                    .findFirst()
                    .orElseThrow(() -> new Violation("a key of no queue: " + key));
            String name = key.substring(queue.prefix.length());
            snapshots.get(queue).values.put(name, Answer.list(Answer.list(item).get(2)));
            snapshots.get(queue).ttls.put(name, (Long) Answer.list(item).get(1));
        }
        return snapshots;
    }

    /** Keys that begin so, without that. */
    Set<String> keysOf(String kind) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : values.keySet()) {
            if (name.startsWith(kind)) {
                names.add(name.substring(kind.length()));
            }
        }
        return names;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean expires(String name) {
        return ttls.getOrDefault(name, -1L) > 0;
    }

    /** Of a list, a set, or a string. */
    List<String> texts(String name) {
        return Answer.texts(values.getOrDefault(name, List.of()));
    }

    /** Of a hash, or of a sorted set with its scores, in order. */
    Map<String, String> pairs(String name) {
        return pairs(values.getOrDefault(name, List.of()));
    }

    private static Map<String, String> pairs(List<?> flat) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < flat.size(); i += 2) {
            pairs.put((String) flat.get(i), (String) flat.get(i + 1));
        }
        return pairs;
    }

    Stream stream(String name) {
        List<?> value = values.get(name);
        if (value == null) {
            return new Stream(Map.of(), "0-0", "0-0", Map.of(), List.of());
        }
        Map<String, Map<String, String>> entries = new LinkedHashMap<>();
        for (Object entry : Answer.list(value.get(0))) {
            entries.put(
                    (String) Answer.list(entry).get(0),
                    pairs(Answer.list(Answer.list(entry).get(1))));
        }
        return new Stream(
                entries,
                (String) value.get(1),
                (String) value.get(2),
                pairs(Answer.list(value.get(3))),
                new ArrayList<>(Answer.texts(value.get(4))));
    }
}
