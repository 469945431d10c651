package io.angelwire.job.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What a queue's consumers were started with, and what was set while it runs, which goes before. 0 is no limit. */
final class Settings {

    static final long LEASE = 1_000;
    /** Most redeliveries of a job. */
    final int redeliveries;
    /** How many finished jobs the queue remembers. */
    final int keep;

    final int keepFailed;
    private final Map<String, Long> started = new HashMap<>();
    final Map<String, Long> overrides = new HashMap<>();
    boolean paused;
    int version;

    Settings(SplittableRandom random) {
        redeliveries = random.nextInt(0, 4);
        keep = pick(random, 100, 100, 3, 1, 0);
        keepFailed = pick(random, 100, 100, 2, 1, 0);
        started.put("rate-limit", (long) pick(random, 0, 0, 2, 4));
        started.put("rate-window", (long) pick(random, 60, 200, 400));
        started.put("global-concurrency", (long) pick(random, 0, 0, 0, 2, 4));
        started.put("key-rate-limit", (long) pick(random, 0, 0, 1, 2));
        started.put("key-rate-window", (long) pick(random, 60, 150, 300));
        started.put("key-concurrency", (long) pick(random, 0, 0, 1, 2));
    }

    private static int pick(SplittableRandom random, int... values) {
        return values[random.nextInt(values.length)];
    }

    /** For a run in which the clock goes back: a limit over time means little then. */
    void withoutRates() {
        started.put("rate-limit", 0L);
        started.put("key-rate-limit", 0L);
    }

    String startedWith(String name) {
        return Long.toString(started.get(name));
    }

    long now(String name) {
        return overrides.getOrDefault(name, started.get(name));
    }

    int rate() {
        return (int) now("rate-limit");
    }

    long rateWindow() {
        return now("rate-window");
    }

    int active() {
        return (int) now("global-concurrency");
    }

    int keyRate() {
        return (int) now("key-rate-limit");
    }

    long keyRateWindow() {
        return now("key-rate-window");
    }

    int keyActive() {
        return (int) now("key-concurrency");
    }

    @Override
    public String toString() {
        return "keep " + keep + "/" + keepFailed + ", redeliveries " + redeliveries + ", " + started + ", now "
                + overrides;
    }
}
