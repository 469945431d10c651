package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unless;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The lines of jobs with a limit key, and whether keys take turns; see keys.lua. */
final class LinesModel {

    final Map<String, TreeMap<Long, JobModel>> lines = new LinkedHashMap<>();
    /** Ids of admitted jobs by key. */
    final Map<String, Set<String>> active = new HashMap<>();

    /** How often others were admitted while a key could have been, by that key and the other. */
    private final Map<String, Map<String, Integer>> passed = new HashMap<>();

    private long number;

    int lined() {
        return lines.values().stream().mapToInt(TreeMap::size).sum();
    }

    int activeOf(String key) {
        return active.getOrDefault(key, Set.of()).size();
    }

    void lineUp(JobModel job, char lane) {
        int rank = switch (lane) {
            case 's' -> 0;
            case 'r' -> 1;
            case 'h' -> 2;
            case 'n' -> 3;
            default -> 4;
        };
        job.state = JobModel.State.LINED;
        job.lane = lane;
        job.lineScore = rank * (1L << 46) + ++number;
        TreeMap<Long, JobModel> line = lines.computeIfAbsent(job.spec.key(), any -> new TreeMap<>());
        if (line.isEmpty()) {
            forgetPassed(job.spec.key());
        }
        line.put(job.lineScore, job);
    }

    void leave(JobModel job) {
        TreeMap<Long, JobModel> line = lines.get(job.spec.key());
        line.remove(job.lineScore);
        if (line.isEmpty()) {
            lines.remove(job.spec.key());
        }
    }

    void free(JobModel job) {
        Set<String> ids = active.get(job.spec.key());
        if (ids != null && ids.remove(job.id())) {
            forgetPassed(job.spec.key());
            if (ids.isEmpty()) {
                active.remove(job.spec.key());
            }
        }
    }

    JobModel first(String key) {
        TreeMap<Long, JobModel> line = lines.get(key);
        return line == null ? null : line.firstEntry().getValue();
    }

    void forgetPassed(String key) {
        passed.remove(key);
    }

    void forgetPassed() {
        passed.clear();
    }

    /** @param couldGo the other keys of which a job could have been admitted */
    void admit(JobModel job, Set<String> couldGo) {
        String key = job.spec.key();
        for (String other : couldGo) {
            if (!other.equals(key)) {
                int times =
                        passed.computeIfAbsent(other, any -> new HashMap<>()).merge(key, 1, Integer::sum);
                unless(times <= 1, "key %s was admitted %d times while key %s waited for its turn", key, times, other);
            }
        }
        passed.keySet().retainAll(couldGo);
        admit(job);
    }

    /** Of a suspect an answer does not tell before which others it was admitted. */
    void admit(JobModel job) {
        String key = job.spec.key();
        forgetPassed(key);
        leave(job);
        active.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(job.id());
    }
}
