package io.angelwire.bench.driver;

import java.util.ArrayList;
import java.util.List;

/** Which handlers started when: pairs of a job's id and {@link System#nanoTime}. */
final class HandlerStarts {

    private final List<Object[]> starts = new ArrayList<>();

    synchronized void record(String jobId) {
        starts.add(new Object[] {jobId, System.nanoTime()});
        notifyAll();
    }

    /** Returns when there are as many, or after the time with those that there are. */
    synchronized List<Object[]> await(int atLeast, long patienceMillis) throws InterruptedException {
        long end = System.nanoTime() + patienceMillis * 1_000_000;
        while (starts.size() < atLeast) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return List.copyOf(starts);
    }
}
