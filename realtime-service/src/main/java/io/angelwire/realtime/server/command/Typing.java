package io.angelwire.realtime.server.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.TransientEvent;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code typing} with {@code {pitchId | investmentId, active?}}: tells the others in the room that the caller writes, or
 * with {@code active: false} that it has stopped. Nothing is kept, and who tells it often is told of seldom.
 */
final class Typing implements ClientCommand {

    private final Hub hub;
    private final RealtimePublisher publisher;
    private final ObjectMapper json;
    private final Duration window;

    Typing(Hub hub, RealtimePublisher publisher, ObjectMapper json, Duration window) {
        this.hub = hub;
        this.publisher = publisher;
        this.json = json;
        this.window = window;
    }

    @Override
    public String event() {
        return "typing";
    }

    @Override
    public void run(ClientCall call) {
        Optional<Room> room = RoomChoice.room(call.data());
        if (room.isEmpty()) {
            call.refuse(ErrorCode.BAD_FIELD.because(RoomChoice.problem(event())));
            return;
        }
        boolean active;
        try {
            active = Fields.flag(call.data(), "active", true);
        } catch (BadDataException e) {
            call.refuse(ErrorCode.BAD_FIELD.because(e.getMessage()));
            return;
        }
        hub.isIn(call.member(), room.get(), joined -> {
            if (joined) {
                tell(call, room.get(), active);
            } else {
                call.refuse(ErrorCode.NOT_IN_ROOM.because("Join the room first."));
            }
        });
    }

    private void tell(ClientCall call, Room room, boolean active) {
        UUID user = call.caller().userId();
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set(
                "typing", RoomChoice.named(room).put("user_id", user.toString()).put("active", active));
        publisher
                .tellState(TransientEvent.of(room, event(), data, user, json), user, Boolean.toString(active), window)
                .whenComplete((told, failure) -> {
                    if (failure == null) {
                        call.succeed(Reply.of(JsonNodeFactory.instance.objectNode()));
                    } else {
                        call.refuse(ErrorCode.UNAVAILABLE.because("The room can't be told at the moment."));
                    }
                });
    }
}
