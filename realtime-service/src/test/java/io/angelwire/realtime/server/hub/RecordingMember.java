package io.angelwire.realtime.server.hub;

import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.protocol.ClientError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told: {@code joined e1/2 null}, {@code e1/3}, {@code lost e2/0}, {@code refused UNAVAILABLE}. */
final class RecordingMember implements Member, JoinAnswer {

    final List<String> told = new ArrayList<>();
    final List<Runnable> waitingForDrain = new ArrayList<>();
    final Caller caller = new Caller(Ids.newId(), Role.INVESTOR, Instant.MAX);
    boolean open = true;
    boolean drained = true;

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void removed(Room room, ClientError reason) {
        told.add("removed " + reason.code());
    }

    @Override
    public void deliver(RoomEvent event) {
        told.add(event.offset() == null ? "transient " + event.published().name() : text(event.offset()));
    }

    @Override
    public void lost(Room room, Offset offset) {
        told.add("lost " + text(offset));
    }

    @Override
    public void whenDrained(Runnable action) {
        if (drained) {
            action.run();
        } else {
            waitingForDrain.add(action);
        }
    }

    void drain() {
        List<Runnable> actions = List.copyOf(waitingForDrain);
        waitingForDrain.clear();
        actions.forEach(Runnable::run);
    }

    @Override
    public void joined(Offset offset, Boolean recovered) {
        told.add("joined " + text(offset) + " " + recovered);
    }

    @Override
    public void refused(Refusal refusal) {
        told.add("refused " + refusal);
    }

    private static String text(Offset offset) {
        return offset.epoch() + "/" + offset.seq();
    }
}
