package io.angelwire.realtime.server.node;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomDirectory;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.hub.RoomObserver;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Reports to the directory how many connections this node has in which rooms: what has changed, at each tick, and at an
 * interval that it lives. Runs on the hub's loop.
 */
public final class RoomReporter implements RoomObserver {

    private static final Logger LOG = Logger.getLogger(RoomReporter.class);
    private static final int ROOMS_PER_REPORT = 1_000;

    private final Executor loop;
    private final RoomDirectory directory;
    private final long intervalMillis;
    private final LongSupplier millis;
    private final Map<Room, Integer> connections = new HashMap<>();
    private final Set<Room> untold = new HashSet<>();
    private boolean afresh = true;
    private boolean reporting;
    private long toldAtMillis;

    /**
     * @param interval the directory is told at least so often that this node lives
     * @param millis a clock that only goes forward
     */
    public RoomReporter(Executor loop, RoomDirectory directory, Duration interval, LongSupplier millis) {
        this.loop = loop;
        this.directory = directory;
        this.intervalMillis = interval.toMillis();
        this.millis = millis;
    }

    @Override
    public void entered(Room room, Member member) {
        connections.merge(room, 1, Integer::sum);
        untold.add(room);
    }

    @Override
    public void departed(Room room, Member member) {
        connections.computeIfPresent(room, (same, count) -> count == 1 ? null : count - 1);
        untold.add(room);
    }

    /** Called about once a second. */
    public void tick() {
        long now = millis.getAsLong();
        if (!reporting && (afresh || !untold.isEmpty() || now - toldAtMillis >= intervalMillis)) {
            toldAtMillis = now;
            report();
        }
    }

    private void report() {
        reporting = true;
        if (afresh) {
            untold.clear();
            untold.addAll(connections.keySet());
        }
        Map<Room, Integer> told = new HashMap<>();
        var rooms = untold.iterator();
        while (rooms.hasNext() && told.size() < ROOMS_PER_REPORT) {
            Room room = rooms.next();
            told.put(room, connections.getOrDefault(room, 0));
            rooms.remove();
        }
        boolean first = afresh;
        afresh = false;
        directory
                .report(first, told)
                .whenComplete((taken, failure) -> loop.execute(() -> {
                    reporting = false;
                    if (failure != null) {
                        LOG.debugf("rooms can't be reported: %s", failure.getMessage());
                    }
                    // What a failed report has told is not known, so all is told anew.
                    afresh |= failure != null || !taken;
                    if (!afresh && untold.size() > 0 && told.size() == ROOMS_PER_REPORT) {
                        report();
                    }
                }));
    }
}
