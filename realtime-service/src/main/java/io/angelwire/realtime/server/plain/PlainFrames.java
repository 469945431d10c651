package io.angelwire.realtime.server.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.command.Reply;
import io.angelwire.realtime.server.connection.Dialect;
import io.angelwire.realtime.server.frame.SharedText;
import io.angelwire.realtime.server.hub.RoomEvent;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.function.Function;

/**
 * The frames that the plain JSON protocol sends. Every frame is an object with a {@code type}:
 *
 * <ul>
 *   <li>{@code ready}: signed in. {@code room} is the user's own room, {@code offset} of its newest event, and {@code
 *       recovered} answers the {@code since} of the {@code auth} frame (or of the handshake). After a renewal it carries
 *       the new {@code expiresAt} and no room.
 *   <li>{@code ack}: the answer to the emit with that {@code id}.
 *   <li>{@code event}: with {@code id}, {@code room} and {@code offset} if it came by a room. An event that reaches a
 *       client by two rooms has the same id and data in both, and an offset for each.
 *   <li>{@code gap}: events of {@code room} were lost; fetch its state anew, {@code offset} is where the events go on.
 *   <li>{@code left}: the client lost the right to be in {@code room} and hears nothing more of it.
 *   <li>{@code error}: a frame that has no id, or that is none, was refused.
 *   <li>{@code pong}, {@code goodbye}.
 * </ul>
 */
final class PlainFrames implements Dialect {

    static final PlainFrames INSTANCE = new PlainFrames();
    static final String PONG = "{\"type\":\"pong\"}";

    /** The published text with a type in front: nothing is parsed or written again. */
    private static final Function<PublishedEvent, SharedText> EVENT =
            event -> new SharedText("{\"type\":\"event\"," + event.json().substring(1));

    private PlainFrames() {}

    @Override
    public String ready(String sid, Caller caller, Offset offset, Boolean recovered) {
        ObjectNode frame = ready(sid, caller);
        frame.put("room", Room.user(caller.userId()).toString());
        frame.set("offset", offset(offset));
        if (recovered != null) {
            frame.put("recovered", recovered);
        }
        return frame.toString();
    }

    @Override
    public String renewed(String sid, Caller caller) {
        return ready(sid, caller).toString();
    }

    @Override
    public SharedText event(RoomEvent event) {
        return event.as(EVENT);
    }

    @Override
    public String lost(Room room, Offset offset) {
        ObjectNode frame = frame("gap").put("room", room.toString());
        frame.set("offset", offset(offset));
        frame.set("error", error(ErrorCode.HISTORY_LOST, "Events of this room were lost; fetch its state anew."));
        return frame.toString();
    }

    @Override
    public String left(Room room, ClientError reason) {
        ObjectNode frame = frame("left").put("room", room.toString());
        frame.set("error", error(reason.code(), reason.message()));
        return frame.toString();
    }

    @Override
    public String error(ClientError error) {
        ObjectNode frame = frame("error");
        frame.set("error", error(error.code(), error.message()));
        return frame.toString();
    }

    @Override
    public String goodbye(long minMillis, long maxMillis) {
        ObjectNode frame = frame("goodbye").put("reconnect", true);
        frame.putArray("afterMillis").add(minMillis).add(maxMillis);
        return frame.toString();
    }

    String ack(JsonNode id, Reply reply) {
        ObjectNode frame = frame("ack");
        frame.set("id", id);
        frame.put("ok", true);
        frame.set("data", reply.data());
        if (reply.room() != null) {
            frame.put("room", reply.room().toString());
            frame.set("offset", offset(reply.offset()));
        }
        if (reply.recovered() != null) {
            frame.put("recovered", reply.recovered());
        }
        return frame.toString();
    }

    String refusal(JsonNode id, ClientError error) {
        ObjectNode frame = frame("ack");
        frame.set("id", id);
        frame.put("ok", false);
        frame.set("error", error(error.code(), error.message()));
        return frame.toString();
    }

    /** What the description's server emits where the client asked for no ack. */
    String confirmation(Reply reply) {
        ObjectNode frame = frame("event").put("event", reply.confirmation());
        frame.set("data", reply.data());
        return frame.toString();
    }

    private static ObjectNode ready(String sid, Caller caller) {
        return frame("ready")
                .put("sid", sid)
                .put("userId", caller.userId().toString())
                .put("expiresAt", caller.expiresAt().toString());
    }

    private static ObjectNode frame(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode offset(Offset offset) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("epoch", offset.epoch())
                .put("seq", offset.seq());
    }

    private static ObjectNode error(ErrorCode code, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", code.code())
                .put("reason", code.reason())
                .put("message", message)
                .put("retry", code.retry());
    }
}
