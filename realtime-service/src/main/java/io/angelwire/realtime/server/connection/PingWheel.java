package io.angelwire.realtime.server.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Pings all connections once in a turn of the wheel, a slot of them at each tick: one timer for the node, and no burst
 * of pings.
 */
public final class PingWheel {

    private final List<Set<Session>> slots = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private int current;

    /** @param ticksPerTurn how often {@link #tick} is called within one ping interval */
    public PingWheel(int ticksPerTurn) {
        for (int i = 0; i < ticksPerTurn; i++) {
            slots.add(ConcurrentHashMap.newKeySet());
        }
    }

    /** @return takes it off the wheel */
    Runnable add(Session session) {
        Set<Session> slot = slots.get(Math.floorMod(next.getAndIncrement(), slots.size()));
        slot.add(session);
        return () -> slot.remove(session);
    }

    /** Called by one timer. */
    public void tick() {
        slots.get(current).forEach(Session::checkAlive);
        current = (current + 1) % slots.size();
    }
}
