package io.angelwire.realtime.server.command;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.hub.JoinAnswer;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Joins a room, if the domain gives the caller the right to. */
final class JoinRoom implements ClientCommand {

    private static final Logger LOG = Logger.getLogger(JoinRoom.class);

    private final String event;
    private final RoomArgument argument;
    private final String confirmation;
    private final RoomAuthorization authorization;
    private final Hub hub;

    JoinRoom(String event, RoomArgument argument, String confirmation, RoomAuthorization authorization, Hub hub) {
        this.event = event;
        this.argument = argument;
        this.confirmation = confirmation;
        this.authorization = authorization;
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
        authorization.refusal(call.caller(), room.get()).whenComplete((refusal, failure) -> {
            if (failure != null) {
                LOG.warnf(failure, "rights in a room can't be decided");
                call.refuse(unavailable("Who may be in the room can't be looked up at the moment; try again."));
            } else if (refusal.isPresent()) {
                call.refuse(refusal.get());
            } else {
                join(call, room.get());
            }
        });
    }

    private void join(ClientCall call, Room room) {
        hub.join(call.member(), room, call.since(), new JoinAnswer() {
            @Override
            public void joined(Offset offset, Boolean recovered) {
                call.succeed(
                        new Reply(Reply.data(argument.idField(), room.key()), confirmation, room, offset, recovered));
            }

            @Override
            public void refused(Refusal refusal) {
                call.refuse(
                        switch (refusal) {
                            case UNAVAILABLE ->
                                unavailable("The room's events can't be followed at the moment; try again.");
                            case TOO_MANY_ROOMS ->
                                ErrorCode.TOO_MANY_ROOMS.because(
                                        "This connection is in as many rooms as it may be; leave one first.");
                        });
            }
        });
    }

    private static ClientError unavailable(String message) {
        return ErrorCode.UNAVAILABLE.because(message);
    }
}
