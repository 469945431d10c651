package io.angelwire.realtime.server.command;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.presence.PresenceTracker;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * {@code get_presence} with {@code {pitchId | investmentId}}: who is in the room, for those who may be in it. Who asks
 * while in the room is told of changes by {@code presence} events from then on, until it leaves.
 */
final class GetPresence implements ClientCommand {

    private static final Logger LOG = Logger.getLogger(GetPresence.class);

    private final RoomAuthorization authorization;
    private final PresenceTracker presence;

    GetPresence(RoomAuthorization authorization, PresenceTracker presence) {
        this.authorization = authorization;
        this.presence = presence;
    }

    @Override
    public String event() {
        return "get_presence";
    }

    @Override
    public void run(ClientCall call) {
        Optional<Room> room = RoomChoice.room(call.data());
        if (room.isEmpty()) {
            call.refuse(ErrorCode.BAD_FIELD.because(RoomChoice.problem(event())));
            return;
        }
        authorization.refusal(call.caller(), room.get()).whenComplete((refusal, failure) -> {
            if (failure != null) {
                unavailable(call, failure);
            } else if (refusal.isPresent()) {
                call.refuse(refusal.get());
            } else {
                tell(call, room.get());
            }
        });
    }

    private void tell(ClientCall call, Room room) {
        presence.watch(call.member(), room).whenComplete((present, failure) -> {
            if (failure != null) {
                unavailable(call, failure);
            } else {
                call.succeed(Reply.of(PresenceTracker.data(room, present)));
            }
        });
    }

    private static void unavailable(ClientCall call, Throwable failure) {
        LOG.debugf(failure, "presence can't be told");
        call.refuse(ErrorCode.UNAVAILABLE.because("Who is in the room can't be told at the moment; try again."));
    }
}
