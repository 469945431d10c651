package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.hub.JoinAnswer;
import io.angelwire.realtime.server.protocol.CloseCode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A new client joins its first rooms one after the other, and is ready when it is in the last. */
final class RoomByRoom implements Arrival {

    private final Session session;
    private final Hub hub;
    private final Offset since;
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();

    /** @param since the last event of its own room that the client has, or null */
    RoomByRoom(Session session, Hub hub, Offset since) {
        this.session = session;
        this.hub = hub;
        this.since = since;
    }

    @Override
    public CompletionStage<Void> arrive(List<Room> rooms) {
        join(rooms);
        return arrived;
    }

    private void join(List<Room> rooms) {
        boolean last = rooms.size() == 1;
        hub.join(session, rooms.get(0), last ? since : null, new JoinAnswer() {
            @Override
            public void joined(Offset offset, Boolean recovered) {
                if (last) {
                    session.ready(offset, recovered);
                    arrived.complete(null);
                } else {
                    join(rooms.subList(1, rooms.size()));
                }
            }

            @Override
            public void refused(Refusal refusal) {
                session.close(CloseCode.UNAVAILABLE, "rooms can't be joined now");
                arrived.complete(null);
            }
        });
    }
}
