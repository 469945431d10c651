package io.angelwire.job.simulation;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** Which grants of the rate limits count; see limiter.lua. The whole queue's limit has the name ''. */
final class LimiterModel {

    private static final class Window {
        int used;
        final ArrayDeque<long[]> log = new ArrayDeque<>();
    }

    private final Map<String, Window> windows = new HashMap<>();
    /** Grants by consumer and name whose handlers have not been reported to have started. */
    final Map<String, Map<String, Integer>> open = new HashMap<>();

    static String ofKey(String key) {
        return ":key:" + key;
    }

    int free(String name, long now, int limit, long window) {
        Window state = windows.computeIfAbsent(name, any -> new Window());
        while (!state.log.isEmpty() && state.log.peekFirst()[0] + window < now) {
            state.used -= (int) state.log.pollFirst()[1];
        }
        return Math.max(limit - state.used, 0);
    }

    void grant(String name, String consumer, int count) {
        windows.computeIfAbsent(name, any -> new Window()).used += count;
        open.computeIfAbsent(consumer, any -> new HashMap<>()).merge(name, count, Integer::sum);
    }

    /** Of a consumer's open grants all but these have started by now. */
    void started(String consumer, long now, Map<String, Integer> unstarted) {
        Map<String, Integer> grants = open.getOrDefault(consumer, new HashMap<>());
        grants.replaceAll((name, count) -> {
            int left = Math.min(unstarted.getOrDefault(name, 0), count);
            if (count > left) {
                windows.get(name).log.add(new long[] {now, count - left});
            }
            return left;
        });
        grants.values().removeIf(count -> count == 0);
        if (grants.isEmpty()) {
            open.remove(consumer);
        }
    }
}
