package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unless;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When handlers have started, and that no window, wherever it begins, has seen more of them than the limit. Only what was
 * taken since a limit is what it is counts against it.
 */
final class Starts {

    private record Start(long at, long taken) {}

    private final Map<String, List<Start>> starts = new HashMap<>();
    private final Map<String, Long> since = new HashMap<>();

    /** A limit of this queue has changed. */
    void limitsChanged(QueueModel queue, long now) {
        since.put(queue.name, now);
    }

    void add(QueueModel queue, String key, long now, long taken) {
        Settings settings = queue.settings;
        check(queue, queue.name, now, taken, settings.rate(), settings.rateWindow());
        if (key != null) {
            check(queue, queue.name + ":" + key, now, taken, settings.keyRate(), settings.keyRateWindow());
        }
    }

    private void check(QueueModel queue, String what, long now, long taken, int limit, long window) {
        List<Start> all = starts.computeIfAbsent(what, any -> new ArrayList<>());
        all.add(new Start(now, taken));
        long changed = since.getOrDefault(queue.name, 0L);
        long within = all.stream()
                .filter(start -> start.at >= now - window && start.taken > changed)
                .count();
        unless(
                limit == 0 || within <= limit,
                "%d starts of %s within %d ms; the limit is %d",
                within,
                what,
                window,
                limit);
    }
}
