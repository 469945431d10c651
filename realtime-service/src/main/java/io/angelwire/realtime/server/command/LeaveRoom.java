package io.angelwire.realtime.server.command;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.Optional;

/** Leaves a room; leaving one that the client isn't in succeeds too. */
final class LeaveRoom implements ClientCommand {

    private final String event;
    private final RoomArgument argument;
    private final String confirmation;
    private final Hub hub;

    LeaveRoom(String event, RoomArgument argument, String confirmation, Hub hub) {
        this.event = event;
        this.argument = argument;
        this.confirmation = confirmation;
        this.hub = hub;
    }

    @Override
    public String event() {
        return event;
    }

    @Override
    public void run(ClientCall call) {
        Optional<Room> room = argument.room(call.data());
        if (room.isEmpty()) {
            call.refuse(ErrorCode.BAD_FIELD.because(argument.problem(event)));
            return;
        }
        Reply reply = new Reply(Reply.data(argument.idField(), room.get().key()), confirmation, null, null, null);
        hub.leave(call.member(), room.get(), () -> call.succeed(reply));
    }
}
