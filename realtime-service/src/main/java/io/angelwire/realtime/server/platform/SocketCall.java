package io.angelwire.realtime.server.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.command.ClientCall;
import io.angelwire.realtime.server.command.Reply;
import io.angelwire.realtime.server.connection.Session;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.socketio.NamespaceSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An event that a Socket.IO client emitted. The acknowledgement has one argument: {@code {"ok",…}}, as in plain JSON. */
final class SocketCall implements ClientCall {

    private final Session session;
    private final NamespaceSocket socket;
    private final JsonNode data;
    private final Long ackId;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    SocketCall(Session session, NamespaceSocket socket, JsonNode data, Long ackId) {
        this.session = session;
        this.socket = socket;
        this.data = data;
        this.ackId = ackId;
    }

    CompletionStage<?> done() {
        return done;
    }

    @Override
    public Caller caller() {
        return session.caller();
    }

    @Override
    public Member member() {
        return session;
    }

    @Override
    public JsonNode data() {
        return data;
    }

    /** What was missed comes with the recovery of the whole connection. */
    @Override
    public Offset since() {
        return null;
    }

    @Override
    public void succeed(Reply reply) {
        if (ackId != null) {
            acknowledge(SocketFrames.ack(reply));
        } else if (reply.confirmation() != null) {
            session.send(SocketFrames.confirmation(reply));
        }
        done.complete(null);
    }

    @Override
    public void refuse(ClientError error) {
        if (ackId != null) {
            acknowledge(SocketFrames.refusal(error));
        } else {
            session.send(SocketFrames.errorEvent(error));
        }
        done.complete(null);
    }

    private void acknowledge(ArrayNode answer) {
        if (session.isOpen() && !socket.ack(ackId, answer)) {
            session.close(CloseCode.SLOW_CONSUMER, "reads too slowly");
        }
    }
}
