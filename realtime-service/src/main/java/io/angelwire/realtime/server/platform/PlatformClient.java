package io.angelwire.realtime.server.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.command.ClientCommand;
import io.angelwire.realtime.server.connection.Session;
import io.angelwire.realtime.server.engineio.CloseReason;
import io.angelwire.realtime.server.engineio.SessionIds;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.protocol.ErrorCode;
import io.angelwire.realtime.server.socketio.NamespaceSocket;
import io.angelwire.realtime.server.socketio.SocketListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** One client of the platform that speaks Socket.IO. */
final class PlatformClient implements SocketListener {

    /** Renews the token of the connection. */
    private static final String AUTH = "auth";

    private final NamespaceSocket socket;
    private final Executor context;
    private final PlatformParts parts;
    private final Trail trail;
    private final SocketLink link;
    private final SocketFrames frames;
    private final Session session;
    private final CompletableFuture<Optional<SavedSession>> left = new CompletableFuture<>();

    private record Taken(String pid, SavedSession session) {}

    /** Both null before the client is let in; pid also if it can't be recovered. */
    private volatile String sid;

    private volatile String pid;
    private volatile Taken taken;
    private volatile boolean handedOver;
    private volatile boolean leftByItself;

    PlatformClient(NamespaceSocket socket, Executor context, PlatformParts parts) {
        this.socket = socket;
        this.context = context;
        this.parts = parts;
        this.trail = parts.recovery() == null ? null : new Trail();
        this.link = new SocketLink(socket, this::alive, this::isSignedIn);
        this.frames = new SocketFrames(trail);
        this.session = new Session(SessionIds.next(), link, frames, context, parts.sessions(), this::departed);
    }

    /**
     * @param oldPid and
     * @param lastOffset what the client knows of an earlier connection, or null
     */
    void connect(String token, String oldPid, String lastOffset) {
        context.execute(() -> {
            session.opened();
            session.authenticate(token, rooms -> new Entrance(this, rooms).enter(oldPid, lastOffset));
        });
    }

    // ---- for the entrance

    PlatformParts parts() {
        return parts;
    }

    Session session() {
        return session;
    }

    /** Lets in a client that begins anew, on the hub's loop. */
    void begin(Offset ownRoom) {
        admit(SessionIds.next(), trail == null ? null : SessionIds.next(), ownRoom, null);
    }

    /** Lets in a client that goes on where it stopped, on the hub's loop. */
    void goOn(String oldSid, String oldPid) {
        admit(oldSid, oldPid, null, true);
    }

    /**
     * The client is sent what it has missed from here on.
     *
     * @param earlier given back if the client goes before it has got anything
     */
    void resume(String oldPid, SavedSession earlier, Mark last) {
        taken = new Taken(oldPid, earlier);
        trail.restart(last);
        if (!session.isOpen()) {
            giveBack();
        }
    }

    /** The client can't go on where it stopped. */
    void startOver() {
        taken = null;
        trail.clear();
        link.forget();
    }

    private void giveBack() {
        Taken back = taken;
        if (back != null) {
            parts.recovery().ended(back.pid(), back.session());
        }
    }

    private void admit(String newSid, String newPid, Offset ownRoom, Boolean recovered) {
        sid = newSid;
        pid = newPid;
        if (newPid != null) {
            parts.recovery().began(newPid, this);
        }
        if (!link.admit(newSid, newPid, frames.ready(newSid, session.caller(), ownRoom, recovered))) {
            session.close(CloseCode.SLOW_CONSUMER, "reads too slowly");
        }
        if (newPid != null && !session.isOpen()) {
            // It may have departed before it was known by this pid.
            parts.recovery().ended(newPid);
        }
    }

    // ---- the end

    private void departed(CloseCode code, Map<Room, Offset> rooms) {
        if (pid == null) {
            giveBack();
            left.complete(Optional.empty());
            return;
        }
        SavedSession saved = new SavedSession(
                sid, session.caller().userId(), session.caller().role(), rooms, trail.marks());
        if (handedOver) {
            parts.recovery().ended(pid);
            left.complete(Optional.of(saved));
            return;
        }
        if (isRecoverable(code)) {
            parts.recovery().ended(pid, saved);
        } else {
            parts.recovery().ended(pid);
        }
        left.complete(Optional.empty());
    }

    private boolean isRecoverable(CloseCode code) {
        if (code == null) {
            return !leftByItself;
        }
        return switch (code) {
            case GOING_AWAY, SLOW_CONSUMER, PING_TIMEOUT, TOO_MANY_MESSAGES -> true;
            default -> false;
        };
    }

    boolean isOf(Caller caller) {
        return session.caller().userId().equals(caller.userId());
    }

    /** Ends this connection in favour of the client's new one; empty if it has ended before. */
    CompletionStage<Optional<SavedSession>> handOver() {
        handedOver = true;
        session.close(CloseCode.RECOVERED_ELSEWHERE, "recovered by a new connection");
        return left;
    }

    @Override
    public void disconnected() {
        leftByItself = true;
        context.execute(session::ended);
    }

    @Override
    public void closed(CloseReason reason) {
        leftByItself |= reason == CloseReason.PROTOCOL_ERROR;
        // Behind the opening.
        context.execute(session::ended);
    }

    private void alive() {
        session.alive();
    }

    private boolean isSignedIn() {
        return session.caller() != null;
    }

    // ---- requests

    @Override
    public void event(JsonNode name, ArrayNode arguments, Long ackId, int size) {
        JsonNode data = arguments.path(0);
        context.execute(() -> {
            if (!session.admitMessage()) {
                return;
            }
            if (size > parts.maxEventSize()) {
                // At once: it must not wait, with all that came with it, for what was asked before.
                new SocketCall(session, socket, data, ackId)
                        .refuse(ErrorCode.TOO_LARGE.because(
                                "An event has at most " + parts.maxEventSize() + " characters."));
            } else {
                received(name.asText(), data, ackId);
            }
        });
    }

    @Override
    public void acknowledged() {
        context.execute(session::admitMessage);
    }

    private void received(String event, JsonNode data, Long ackId) {
        if (event.equals(AUTH)) {
            String token = data.isObject() ? data.path("token").textValue() : data.textValue();
            if (token != null) {
                session.request(() -> {
                    frames.renewing(ackId);
                    return CompletableFuture.completedFuture(null);
                });
                session.authenticate(token, (Offset) null);
            } else {
                new SocketCall(session, socket, data, ackId)
                        .refuse(ErrorCode.BAD_FIELD.because("auth takes the token as data, or {\"token\": token}."));
            }
            return;
        }
        session.request(() -> serve(event, new SocketCall(session, socket, data, ackId)));
    }

    private CompletionStage<?> serve(String event, SocketCall call) {
        Optional<ClientCommand> command = parts.commands().find(event);
        if (command.isPresent()) {
            command.get().run(call);
        } else {
            call.refuse(ErrorCode.UNKNOWN_EVENT.because(
                    "No such event; known are " + parts.commands().known() + "."));
        }
        return call.done();
    }
}
