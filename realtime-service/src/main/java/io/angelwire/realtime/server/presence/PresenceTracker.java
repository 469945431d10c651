package io.angelwire.realtime.server.presence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomPresence;
import io.angelwire.realtime.RoomPresence.Present;
import io.angelwire.realtime.RoomPresence.Report;
import io.angelwire.realtime.TransientEvent;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.hub.RoomObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Who is in the rooms of pitches and investments. Redis is told of this node's users at each tick, many rooms in one
 * round trip, and of rooms in which nothing changes often enough not to be forgotten. Members that asked hear of
 * changes, at most once a tick and with the whole state, so that what gets lost is made good by the next.
 *
 * <p>Runs on the hub's loop.
 */
public final class PresenceTracker implements RoomObserver {

    /** The event that members get. */
    public static final String PRESENCE = "presence";

    private static final Logger LOG = Logger.getLogger(PresenceTracker.class);
    private static final int ROOMS_PER_REPORT = 200;
    private static final int READS_PER_TICK = 200;

    private final Executor loop;
    private final Hub hub;
    private final RoomPresence presence;
    private final ObjectMapper json;
    private final long intervalMillis;
    private final LongSupplier millis;
    private final Map<Room, LocalPresence> rooms = new HashMap<>();
    private boolean reporting;

    /**
     * @param interval Redis is told at least so often of each room; a few of them fit into the presence's life
     * @param millis a clock that only goes forward
     */
    public PresenceTracker(
            Executor loop, Hub hub, RoomPresence presence, ObjectMapper json, Duration interval, LongSupplier millis) {
        this.loop = loop;
        this.hub = hub;
        this.presence = presence;
        this.json = json;
        this.intervalMillis = interval.toMillis();
        this.millis = millis;
    }

    /** The data of a {@link #PRESENCE} event. */
    public static ObjectNode data(Room room, Present present) {
        ObjectNode inner = JsonNodeFactory.instance
                .objectNode()
                .put(room.kind() == Room.Kind.PITCH ? "pitch_id" : "investment_id", room.key())
                .put("count", present.count());
        if (present.users() != null) {
            ArrayNode users = inner.putArray("users");
            present.users().forEach(users::add);
        }
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set(PRESENCE, inner);
        return data;
    }

    /** Who is in the room now; the member is told of changes from then on if it is in it, too. */
    public CompletionStage<Present> watch(Member member, Room room) {
        CompletableFuture<Present> present = new CompletableFuture<>();
        hub.isIn(member, room, joined -> {
            LocalPresence local = rooms.get(room);
            if (joined && local != null) {
                // Before it is read: what changes meanwhile is told behind the answer.
                local.watch(member);
            }
            presence.of(room).whenComplete((read, failure) -> {
                if (failure == null) {
                    present.complete(read);
                } else {
                    present.completeExceptionally(failure);
                }
            });
        });
        return present;
    }

    @Override
    public void entered(Room room, Member member) {
        if (isTracked(room)) {
            rooms.computeIfAbsent(room, LocalPresence::new).entered(member);
        }
    }

    @Override
    public void departed(Room room, Member member) {
        if (isTracked(room)) {
            rooms.get(room).departed(member);
        }
    }

    /** Somebody has come or gone, perhaps on another node. */
    public void changed(Room room) {
        LocalPresence local = rooms.get(room);
        if (local != null) {
            local.changed();
        }
    }

    /** Called about once a second. */
    public void tick() {
        report();
        rooms.entrySet().stream()
                .filter(room -> room.getValue().wantsReading())
                .limit(READS_PER_TICK)
                .toList()
                .forEach(room -> read(room.getKey(), room.getValue()));
    }

    private static boolean isTracked(Room room) {
        return room.kind() == Room.Kind.PITCH || room.kind() == Room.Kind.INVESTMENT;
    }

    private void report() {
        if (reporting) {
            return;
        }
        long now = millis.getAsLong();
        List<LocalPresence> due = rooms.values().stream()
                .filter(local -> local.isDue(now, intervalMillis))
                .limit(ROOMS_PER_REPORT)
                .toList();
        if (due.isEmpty()) {
            return;
        }
        reporting = true;
        List<Report> reports = new ArrayList<>(due.size());
        due.forEach(local -> reports.add(local.report(now)));
        presence.report(reports)
                .whenComplete((taken, failure) -> loop.execute(() -> {
                    reporting = false;
                    reported(due, taken, failure);
                }));
    }

    private void reported(List<LocalPresence> due, List<Boolean> taken, Throwable failure) {
        for (int i = 0; i < due.size(); i++) {
            if (failure != null || !taken.get(i)) {
                due.get(i).failed();
            }
        }
        rooms.values().removeIf(LocalPresence::isOver);
        if (failure != null) {
            // The next tick tries again.
            LOG.debugf("presence can't be told: %s", failure.getMessage());
        } else if (due.size() == ROOMS_PER_REPORT) {
            report();
        }
    }

    private void read(Room room, LocalPresence local) {
        local.reading();
        presence.of(room)
                .whenComplete((present, failure) -> loop.execute(() -> {
                    if (failure != null) {
                        local.readingFailed();
                    } else if (local.read(present)) {
                        hub.tell(TransientEvent.of(room, PRESENCE, data(room, present), null, json), local.watchers());
                    }
                }));
    }
}
