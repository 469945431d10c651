package io.angelwire.realtime.server.plain;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.command.ClientCall;
import io.angelwire.realtime.server.command.ClientCommand;
import io.angelwire.realtime.server.command.ClientCommands;
import io.angelwire.realtime.server.command.Reply;
import io.angelwire.realtime.server.connection.Session;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One client that speaks the plain JSON protocol. Used on the connection's context. */
final class PlainConversation {

    /** So many frames in a row that are none, and the client doesn't speak this protocol. */
    private static final int MAX_BAD_FRAMES = 10;

    private final Session session;
    private final ClientCommands commands;
    private final int maxChars;
    private int badFrames;

    PlainConversation(Session session, ClientCommands commands, int maxChars) {
        this.session = session;
        this.commands = commands;
        this.maxChars = maxChars;
    }

    Session session() {
        return session;
    }

    void received(String text) {
        if (!session.admitMessage()) {
            return;
        }
        if (text.length() > maxChars) {
            bad(ErrorCode.TOO_LARGE.because("A frame has at most " + maxChars + " characters."), null);
            return;
        }
        PlainFrame frame;
        try {
            frame = PlainFrameReader.read(text);
        } catch (BadFrameException e) {
            bad(e.error(), e.id());
            return;
        }
        badFrames = 0;
        if (frame instanceof PlainFrame.Auth auth) {
            session.authenticate(auth.token(), auth.since());
        } else if (frame instanceof PlainFrame.Emit emit) {
            session.request(() -> serve(emit));
        } else {
            session.send(PlainFrames.PONG);
        }
    }

    void receivedBinary() {
        if (session.admitMessage()) {
            bad(ErrorCode.NOT_JSON.because("Frames are text; this one was binary."), null);
        }
    }

    private void bad(ClientError error, JsonNode id) {
        refuse(id, error);
        if (++badFrames >= MAX_BAD_FRAMES) {
            session.close(CloseCode.PROTOCOL_ERROR, "too many bad frames");
        }
    }

    private CompletionStage<?> serve(PlainFrame.Emit emit) {
        Call call = new Call(emit);
        Optional<ClientCommand> command = commands.find(emit.event());
        if (session.caller() == null) {
            call.refuse(
                    ErrorCode.NOT_AUTHENTICATED.because(
                            "The first frame must be {\"type\":\"auth\",\"token\":\"…\"} unless the handshake carried the token."));
        } else if (command.isEmpty()) {
            call.refuse(ErrorCode.UNKNOWN_EVENT.because("No such event; known are " + commands.known() + "."));
        } else {
            command.get().run(call);
        }
        return call.done;
    }

    private void refuse(JsonNode id, ClientError error) {
        session.send(id == null ? PlainFrames.INSTANCE.error(error) : PlainFrames.INSTANCE.refusal(id, error));
    }

    private final class Call implements ClientCall {

        private final PlainFrame.Emit emit;
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        Call(PlainFrame.Emit emit) {
            this.emit = emit;
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
            return emit.data();
        }

        @Override
        public Offset since() {
            return emit.since();
        }

        @Override
        public void succeed(Reply reply) {
            if (emit.id() != null) {
                session.send(PlainFrames.INSTANCE.ack(emit.id(), reply));
            } else if (reply.confirmation() != null) {
                session.send(PlainFrames.INSTANCE.confirmation(reply));
            }
            done.complete(null);
        }

        @Override
        public void refuse(ClientError error) {
            PlainConversation.this.refuse(emit.id(), error);
            done.complete(null);
        }
    }
}
