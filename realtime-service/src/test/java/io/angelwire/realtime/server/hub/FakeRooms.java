package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Rooms as Redis has them, with every delay and fault under the test's control; and the loop that a hub runs on. */
final class FakeRooms implements PastEvents, RoomChannels {

    static final int PAGE = 3;

    private static final class History {
        String epoch = "e1";
        long head;
        final List<PublishedEvent> kept = new ArrayList<>();
    }

    private final Map<Room, History> histories = new HashMap<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> timers = new ArrayList<>();
    private final Queue<Runnable> heldReplies = new ArrayDeque<>();
    final Set<Room> subscribed = new HashSet<>();
    final Executor loop = tasks::add;
    final Delay delay = (Duration after, Runnable action) -> timers.add(action);
    Hub hub;
    boolean connected = true;
    boolean holdReplies;
    boolean failReads;
    boolean dropLive;
    int reads;

    static FakeRooms withHub(HubLimits limits) {
        FakeRooms rooms = new FakeRooms();
        rooms.hub = new Hub(rooms.loop, rooms, rooms, rooms.delay, limits);
        return rooms;
    }

    /** Until nothing is left to do at once. */
    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    void publish(Room room, int count) {
        for (int i = 0; i < count; i++) {
            History history = history(room);
            long seq = ++history.head;
            String name = history.epoch + "/" + seq;
            PublishedEvent event = new PublishedEvent(
                    name, room, name, new Offset(history.epoch, seq), "{\"event\":\"" + name + "\"}");
            history.kept.add(event);
            if (connected && !dropLive && subscribed.contains(room)) {
                hub.received(event);
            }
        }
    }

    void trim(Room room) {
        history(room).kept.clear();
    }

    /** All is gone, and counted anew. */
    void loseData(String newEpoch) {
        for (History history : histories.values()) {
            history.epoch = newEpoch;
            history.head = 0;
            history.kept.clear();
        }
    }

    void disconnect() {
        connected = false;
        hub.interrupted();
    }

    void reconnect() {
        connected = true;
        subscribed.forEach(hub::subscribed);
    }

    void releaseReplies() {
        holdReplies = false;
        for (Runnable reply = heldReplies.poll(); reply != null; reply = heldReplies.poll()) {
            reply.run();
        }
    }

    void fireTimers() {
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
    }

    Offset head(Room room) {
        return new Offset(history(room).epoch, history(room).head);
    }

    private History history(Room room) {
        return histories.computeIfAbsent(room, ignored -> new History());
    }

    @Override
    public CompletionStage<HistoryPage> after(Room room, long seq) {
        reads++;
        CompletableFuture<HistoryPage> reply = new CompletableFuture<>();
        List<PublishedEvent> page = seq == HEAD_ONLY
                ? List.of()
                : history(room).kept.stream()
                        .filter(event -> event.offset().seq() > seq)
                        .limit(PAGE)
                        .toList();
        HistoryPage answer = new HistoryPage(head(room), page);
        boolean fails = failReads;
        Runnable send = () -> {
            if (fails) {
                reply.completeExceptionally(new IllegalStateException("Redis is away"));
            } else {
                reply.complete(answer);
            }
        };
        if (holdReplies) {
            heldReplies.add(send);
        } else {
            send.run();
        }
        return reply;
    }

    @Override
    public void subscribe(Room room) {
        subscribed.add(room);
        if (connected) {
            hub.subscribed(room);
        }
    }

    @Override
    public void unsubscribe(Room room) {
        subscribed.remove(room);
    }
}
