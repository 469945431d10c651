package io.angelwire.realtime.server.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Takes leave of many clients, spread over a while and in no order: not every client waits before it comes back, and the
 * other nodes are to take them one after the other.
 */
public final class Drain {

    private static final Duration SLICE = Duration.ofMillis(100);
    /** So few at once trouble nobody; a node with few connections is drained at once. */
    private static final int LEAST_PER_SLICE = 20;

    private final Duration over;
    private final Consumer<Duration> pause;
    private final Random random;

    /**
     * @param over how long it may take
     * @param pause waits
     */
    public Drain(Duration over, Consumer<Duration> pause, Random random) {
        this.over = over;
        this.pause = pause;
        this.random = random;
    }

    public <T> void run(Collection<T> all, Consumer<T> leave) {
        List<T> left = new ArrayList<>(all);
        Collections.shuffle(left, random);
        long slices = Math.max(1, over.dividedBy(SLICE));
        int perSlice = (int) Math.max(LEAST_PER_SLICE, (left.size() + slices - 1) / slices);
        for (int from = 0; from < left.size(); from += perSlice) {
            if (from > 0) {
                pause.accept(SLICE);
            }
            left.subList(from, Math.min(left.size(), from + perSlice)).forEach(leave);
        }
    }
}
