package io.angelwire.realtime.server.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.command.Reply;
import io.angelwire.realtime.server.connection.Dialect;
import io.angelwire.realtime.server.frame.SharedText;
import io.angelwire.realtime.server.hub.RoomEvent;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.Locale;
import java.util.function.Function;

/**
 * What one Socket.IO client is told. Events of rooms are {@code [name, data]}, and with recovery {@code [name, data,
 * offset]}: the client takes a string in the last place for the offset to come back with, so nothing else may end in one.
 *
 * <p>Beside them: {@code ready} ({@code {"sid","userId","expiresAt"}}), {@code gap} ({@code {"room","offset","error"}}), {@code left} ({@code {"room","error"}}),
 * {@code error} ({@code {"code","reason","message","retry"}}), {@code goodbye} ({@code {"reconnect","afterMillis"}}).
 */
final class SocketFrames implements Dialect {

    /** An Engine.IO message with a Socket.IO event in the main namespace. */
    private static final String EVENT = "42";

    /** An Engine.IO message with a Socket.IO acknowledgement in the main namespace; its id follows. */
    private static final String ACK = "43";

    private static final String DATA = ",\"data\":";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Function<PublishedEvent, SharedText> PLAIN = event -> new SharedText(encode(event, ""));
    private static final Function<PublishedEvent, SharedText> WITH_OFFSET =
            event -> new SharedText(encode(event, ",\"" + Mark.text(event.offset()) + "\""));
    private static final Function<PublishedEvent, Mark> MARK = Mark::of;

    private final Trail trail;
    /** What the renewal of the token that is next is acknowledged by; null for the events {@code ready} and {@code error}. */
    private Long renewalAck;

    /** @param trail notes what is sent; null if the client can't be recovered */
    SocketFrames(Trail trail) {
        this.trail = trail;
    }

    /** The published payload as it is: nothing is parsed or written again. */
    private static String encode(PublishedEvent event, String offset) {
        String entry = event.json();
        // The payload is the entry's last field; what comes before can't contain an unescaped quote.
        int data = entry.indexOf(DATA) + DATA.length();
        return EVENT + "[" + TextNode.valueOf(event.name()) + "," + entry.substring(data, entry.length() - 1) + offset
                + "]";
    }

    @Override
    public SharedText event(RoomEvent event) {
        if (trail == null || event.published().offset() == null) {
            return event.as(PLAIN);
        }
        trail.add(event.as(MARK));
        return event.as(WITH_OFFSET);
    }

    /** With the offset, if there is nothing that the client could come back with yet. */
    @Override
    public String ready(String sid, Caller caller, Offset offset, Boolean recovered) {
        ArrayNode event = emit("ready", ready(sid, caller));
        if (trail != null && !Boolean.TRUE.equals(recovered)) {
            trail.addFirst(new Mark(Room.user(caller.userId()), offset));
            event.add(Mark.text(offset));
        }
        return EVENT + event;
    }

    /** The next token is looked at, on the client's context. @param ackId null if the client wants no acknowledgement */
    void renewing(Long ackId) {
        renewalAck = ackId;
    }

    @Override
    public String renewed(String sid, Caller caller) {
        ObjectNode data = ready(sid, caller);
        return renewalAck == null
                ? EVENT + emit("ready", data)
                : acknowledge(ack(new Reply(data, null, null, null, null)));
    }

    private String acknowledge(ArrayNode answer) {
        return ACK + renewalAck + answer;
    }

    @Override
    public String lost(Room room, Offset offset) {
        ObjectNode data = JSON.createObjectNode().put("room", room.toString());
        data.set("offset", offset(offset));
        data.set("error", body(ErrorCode.HISTORY_LOST.because("Events of this room were lost; fetch its state anew.")));
        ArrayNode event = emit("gap", data);
        if (trail != null) {
            // Who missed this must not go on as if nothing were lost.
            trail.restart(new Mark(room, offset));
            event.add(Mark.text(offset));
        }
        return EVENT + event;
    }

    @Override
    public String left(Room room, ClientError reason) {
        ObjectNode data = JSON.createObjectNode().put("room", room.toString());
        data.set("error", body(reason));
        return EVENT + emit("left", data);
    }

    /** Of a renewal; other requests are refused by {@link SocketCall}. */
    @Override
    public String error(ClientError error) {
        return renewalAck == null ? errorEvent(error) : acknowledge(refusal(error));
    }

    static String errorEvent(ClientError error) {
        return EVENT + emit("error", body(error));
    }

    @Override
    public String goodbye(long minMillis, long maxMillis) {
        ObjectNode data = JSON.createObjectNode().put("reconnect", true);
        data.putArray("afterMillis").add(minMillis).add(maxMillis);
        return EVENT + emit("goodbye", data);
    }

    /** What the description's server emits where the client asked for no acknowledgement. */
    static String confirmation(Reply reply) {
        return EVENT + emit(reply.confirmation(), reply.data());
    }

    static ArrayNode ack(Reply reply) {
        ObjectNode answer = JSON.createObjectNode().put("ok", true);
        answer.set("data", reply.data());
        if (reply.room() != null) {
            answer.put("room", reply.room().toString());
            answer.set("offset", offset(reply.offset()));
        }
        return JSON.createArrayNode().add(answer);
    }

    static ArrayNode refusal(ClientError error) {
        ObjectNode answer = JSON.createObjectNode().put("ok", false);
        answer.set("error", body(error));
        return JSON.createArrayNode().add(answer);
    }

    /** Why the server won't have the client here (any more). */
    static ObjectNode reason(CloseCode code) {
        return JSON.createObjectNode()
                .put("code", code.code())
                .put("reason", code.name().toLowerCase(Locale.ROOT));
    }

    static String leaving(CloseCode code, String message) {
        return EVENT + emit("error", reason(code).put("message", message).put("retry", false));
    }

    private static ArrayNode emit(String name, JsonNode data) {
        return JSON.createArrayNode().add(name).add(data);
    }

    private static ObjectNode ready(String sid, Caller caller) {
        return JSON.createObjectNode()
                .put("sid", sid)
                .put("userId", caller.userId().toString())
                .put("expiresAt", caller.expiresAt().toString());
    }

    private static ObjectNode offset(Offset offset) {
        return JSON.createObjectNode().put("epoch", offset.epoch()).put("seq", offset.seq());
    }

    private static ObjectNode body(ClientError error) {
        return JSON.createObjectNode()
                .put("code", error.code().code())
                .put("reason", error.code().reason())
                .put("message", error.message())
                .put("retry", error.code().retry());
    }
}
