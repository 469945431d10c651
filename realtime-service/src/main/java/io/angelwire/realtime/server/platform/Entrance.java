package io.angelwire.realtime.server.platform;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.engineio.SessionIds;
import io.angelwire.realtime.server.hub.JoinAnswer;
import io.angelwire.realtime.server.protocol.CloseCode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * The way of one client into its rooms: those of its earlier connection, with what it has missed, or its first ones. It
 * is recovered wholly or not at all, as it can't be told of single rooms.
 */
final class Entrance {

    private static final Logger LOG = Logger.getLogger(Entrance.class);
    /** At the rights in a room. */
    private static final int ATTEMPTS = 3;

    private final PlatformClient client;
    private final List<Room> ownRooms;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /** @param ownRooms rooms that the client is in by what it is; its own is the last */
    Entrance(PlatformClient client, List<Room> ownRooms) {
        this.client = client;
        this.ownRooms = ownRooms;
    }

    /** @param pid and {@code offset} of the earlier connection, or null */
    CompletionStage<Void> enter(String pid, String offset) {
        boolean wanted = pid != null && pid.length() == SessionIds.LENGTH && offset != null;
        if (client.parts().recovery() == null || !wanted) {
            begin();
            return done;
        }
        client.parts().recovery().take(pid, client.session().caller()).whenComplete((saved, failure) -> {
            if (failure == null) {
                comeBack(saved.filter(session -> session.isOf(client.session().caller()))
                        .flatMap(session -> session.stoppedAt(offset).map(stop -> new Return(session, pid, stop))));
            } else {
                LOG.debugf("a session can't be recovered now: %s", failure.getMessage());
                tryLater();
            }
        });
        return done;
    }

    private void comeBack(Optional<Return> wanted) {
        permitted(wanted).whenComplete((back, failure) -> {
            if (failure == null && back.isPresent()) {
                goOn(back.get());
            } else {
                begin();
            }
        });
    }

    /** What it has asked for passes: the client comes back by itself, and its earlier connection is kept until then. */
    private void tryLater() {
        client.session().close(CloseCode.UNAVAILABLE, "rooms can't be joined now");
        done.complete(null);
    }

    private record Return(SavedSession session, String pid, SavedSession.Stop stop) {}

    /** Rights may have ended while the client was away. */
    private CompletionStage<Optional<Return>> permitted(Optional<Return> wanted) {
        if (wanted.isEmpty()) {
            return CompletableFuture.completedStage(wanted);
        }
        CompletionStage<Boolean> permitted = CompletableFuture.completedStage(true);
        for (Room room : wanted.get().stop().positions().keySet()) {
            if (!ownRooms.contains(room)) {
                permitted =
                        permitted.thenCompose(sofar -> sofar ? mayBeIn(room) : CompletableFuture.completedStage(false));
            }
        }
        return permitted.thenApply(all -> wanted.filter(back -> all));
    }

    private CompletionStage<Boolean> mayBeIn(Room room) {
        if (room.kind() == Room.Kind.USER || room.kind() == Room.Kind.ADMIN) {
            return CompletableFuture.completedStage(false);
        }
        return mayBeIn(room, ATTEMPTS);
    }

    /** Not being told that it missed something is worth some seconds; being kept out by a database that is away isn't. */
    private CompletionStage<Boolean> mayBeIn(Room room, int attempts) {
        return client.parts()
                .authorization()
                .refusal(client.session().caller(), room)
                .thenApply(Optional::isEmpty)
                .exceptionallyCompose(
                        failure -> attempts > 1 ? mayBeIn(room, attempts - 1) : CompletableFuture.failedStage(failure));
    }

    private void goOn(Return back) {
        client.resume(back.pid(), back.session(), back.stop().last());
        Map<Room, Offset> rooms = new LinkedHashMap<>(back.stop().positions());
        // A room that it should be in and wasn't: its connection had ended before it was in.
        ownRooms.forEach(room -> rooms.putIfAbsent(room, null));
        join(rooms.entrySet().iterator(), new Outcome() {
            @Override
            public void joined(Room room, Offset offset) {}

            @Override
            public void finished() {
                client.goOn(back.session().sid(), back.pid());
                done.complete(null);
            }

            @Override
            public void lost() {
                startOver(new ArrayList<>(rooms.keySet()).iterator());
            }

            @Override
            public void refused(JoinAnswer.Refusal refusal) {
                switch (refusal) {
                    case UNAVAILABLE -> tryLater();
                    case TOO_MANY_ROOMS -> lost();
                }
            }
        });
    }

    private void startOver(Iterator<Room> joined) {
        if (joined.hasNext()) {
            client.parts().sessions().hub().leave(client.session(), joined.next(), () -> startOver(joined));
        } else {
            client.startOver();
            begin();
        }
    }

    private void begin() {
        Map<Room, Offset> rooms = new LinkedHashMap<>();
        ownRooms.forEach(room -> rooms.put(room, null));
        Room own = ownRooms.get(ownRooms.size() - 1);
        join(rooms.entrySet().iterator(), new Outcome() {
            private Offset ownOffset;

            @Override
            public void joined(Room room, Offset offset) {
                if (room.equals(own)) {
                    ownOffset = offset;
                }
            }

            @Override
            public void finished() {
                client.begin(ownOffset);
                done.complete(null);
            }

            @Override
            public void lost() {
                throw new IllegalStateException("nothing was asked for");
            }

            @Override
            public void refused(JoinAnswer.Refusal refusal) {
                tryLater();
            }
        });
    }

    private interface Outcome {
        void joined(Room room, Offset offset);

        void finished();

        /** The history of one of the rooms doesn't reach back. */
        void lost();

        void refused(JoinAnswer.Refusal refusal);
    }

    private void join(Iterator<Map.Entry<Room, Offset>> rooms, Outcome outcome) {
        if (!rooms.hasNext()) {
            outcome.finished();
            return;
        }
        Map.Entry<Room, Offset> next = rooms.next();
        client.parts().sessions().hub().join(client.session(), next.getKey(), next.getValue(), new JoinAnswer() {
            @Override
            public void joined(Offset offset, Boolean recovered) {
                if (Boolean.FALSE.equals(recovered)) {
                    outcome.lost();
                } else {
                    outcome.joined(next.getKey(), offset);
                    join(rooms, outcome);
                }
            }

            @Override
            public void refused(Refusal refusal) {
                outcome.refused(refusal);
            }
        });
    }
}
