package io.angelwire.job.faults;

import io.angelwire.job.Job;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which jobs were accepted, and how often each has run. */
final class Tally {

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();

    void accepted(Iterable<Job> jobs) {
        jobs.forEach(job -> accepted.add(job.id()));
    }

    void accepted(String id) {
        accepted.add(id);
    }

    void ran(String id) {
        runs.merge(id, 1, Integer::sum);
    }

    int accepted() {
        return accepted.size();
    }

    int lost() {
        return lostIds().size();
    }

    Set<String> lostIds() {
        Set<String> ids = new HashSet<>(accepted);
        ids.removeAll(runs.keySet());
        return ids;
    }

    long duplicated() {
        return runs.values().stream().mapToLong(count -> count - 1).sum();
    }

    int ran() {
        return runs.size();
    }

    boolean allRan() {
        return runs.keySet().containsAll(accepted);
    }
}
