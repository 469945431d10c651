package io.angelwire.job.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How often what has happened, so that one sees what was put to the test. */
final class Coverage {

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

    void count(String what) {
        add(what, 1);
    }

    void add(String what, int times) {
        if (times > 0) {
            counts.computeIfAbsent(what, any -> new LongAdder()).add(times);
        }
    }

    long of(String what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(entry -> String.format("  %,12d  %s", entry.getValue().sum(), entry.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
