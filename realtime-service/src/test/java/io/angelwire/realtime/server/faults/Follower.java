package io.angelwire.realtime.server.faults;

import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.hub.JoinAnswer;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.hub.RoomEvent;
import io.angelwire.realtime.server.protocol.ClientError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of one room as it is meant to be written; it notes whatever it should not have been sent. */
final class Follower {

    private final Room room;
    private final List<String> complaints = new ArrayList<>();
    private final AtomicInteger refetches = new AtomicInteger();
    private Connection connection;
    private Offset last;
    private boolean joined;

    Follower(Room room) {
        this.room = room;
    }

    /** Leaves the connection that it has to itself, as one does whose node has died, and comes back by another. */
    synchronized void connect(TestNode node) {
        if (connection != null) {
            connection.open = false;
        }
        joined = false;
        Connection fresh = new Connection(node);
        connection = fresh;
        node.hub.join(fresh, room, last, fresh);
    }

    Room room() {
        return room;
    }

    synchronized boolean isJoined() {
        return joined;
    }

    synchronized Offset last() {
        return last;
    }

    /** How often it was told that events are lost. */
    int refetches() {
        return refetches.get();
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    private final class Connection implements Member, JoinAnswer {

        private final Caller caller = new Caller(Ids.newId(), Role.INVESTOR, Instant.MAX);
        private final TestNode node;
        private volatile boolean open = true;

        Connection(TestNode node) {
            this.node = node;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public Caller caller() {
            return caller;
        }

        @Override
        public void deliver(RoomEvent event) {
            synchronized (Follower.this) {
                if (!open) {
                    return;
                }
                Offset offset = event.published().offset();
                if (!offset.equals(new Offset(last.epoch(), last.seq() + 1))) {
                    complaints.add("got " + offset + " behind " + last);
                }
                last = offset;
            }
        }

        @Override
        public void lost(Room which, Offset offset) {
            synchronized (Follower.this) {
                if (open) {
                    refetches.incrementAndGet();
                    last = offset;
                }
            }
        }

        @Override
        public void removed(Room which, ClientError reason) {
            complaints.add("removed");
        }

        @Override
        public void whenDrained(Runnable action) {
            action.run();
        }

        @Override
        public void joined(Offset offset, Boolean recovered) {
            synchronized (Follower.this) {
                if (!open) {
                    return;
                }
                joined = true;
                if (last == null) {
                    last = offset;
                } else if (!Boolean.TRUE.equals(recovered)) {
                    refetches.incrementAndGet();
                    last = offset;
                }
            }
        }

        @Override
        public void refused(Refusal refusal) {
            synchronized (Follower.this) {
                // As a client does: it asks again.
                if (open && refusal == Refusal.UNAVAILABLE) {
                    node.hub.join(this, room, last, this);
                }
            }
        }
    }
}
