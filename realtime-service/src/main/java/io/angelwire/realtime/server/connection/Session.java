package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.frame.SharedText;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.hub.RoomEvent;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.CloseCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One client's connection, whatever protocol it speaks: who it is and until when, what it asked for, and that it ends.
 *
 * <p>What the client sends is handled on the connection's context, one request after the other. Events come on the
 * hub's loop. {@link #close} and {@link #ended} may come from anywhere; after the first of them nothing is sent.
 */
public final class Session implements Member {

    private static final Logger LOG = Logger.getLogger(Session.class);
    private static final int REQUESTS_WAITING = 100;

    private final String sid;
    private final ClientLink link;
    private final Dialect dialect;
    private final Executor context;
    private final SessionParts parts;
    private final Departure departure;
    private final SerialTasks requests;
    private final RateMeter rate;
    private final SignIn signIn;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private volatile boolean heard = true;
    private volatile Runnable leaveWheel = () -> {};

    public Session(String sid, ClientLink link, Dialect dialect, Executor context, SessionParts parts) {
        this(sid, link, dialect, context, parts, (code, rooms) -> {});
    }

    public Session(
            String sid, ClientLink link, Dialect dialect, Executor context, SessionParts parts, Departure departure) {
        this.departure = departure;
        this.sid = sid;
        this.link = link;
        this.dialect = dialect;
        this.context = context;
        this.parts = parts;
        this.requests = new SerialTasks(context, REQUESTS_WAITING, this::failed);
        this.rate = new RateMeter(parts.messagesPerSecond(), parts.messageBurst(), System::nanoTime);
        this.signIn = new SignIn(this, parts, dialect);
    }

    /** Before anything else. */
    public void opened() {
        parts.connections().opened(this);
        leaveWheel = parts.wheel().add(this);
        signIn.awaitToken();
        LOG.debugf("connection %s opened", sid);
    }

    /** Counts a message of the client; closes the session, and returns false, if there are too many. */
    public boolean admitMessage() {
        heard = true;
        if (!open.get()) {
            return false;
        }
        Caller caller = caller();
        if (rate.tryAcquire() && (caller == null || parts.connections().admitMessage(caller.userId()))) {
            return true;
        }
        close(CloseCode.TOO_MANY_MESSAGES, "too many messages");
        return false;
    }

    /** Runs the request after those before it. */
    public void request(Supplier<? extends CompletionStage<?>> request) {
        if (!requests.submit(() -> open.get() ? request.get() : CompletableFuture.completedFuture(null))) {
            close(CloseCode.TOO_MANY_MESSAGES, "too many requests waiting");
        }
    }

    private void failed(Throwable failure) {
        LOG.errorf(failure, "connection %s: a request failed", sid);
        close(CloseCode.INTERNAL_ERROR, "request failed");
    }

    /**
     * Signs the client in, or renews its token.
     *
     * @param since the last event of its own room that the client has, or null
     */
    public void authenticate(String token, Offset since) {
        authenticate(token, new RoomByRoom(this, parts.hub(), since));
    }

    /** Signs the client in, or renews its token. */
    public void authenticate(String token, Arrival arrival) {
        signIn.verifying();
        request(() -> parts.verifier().verify(token).thenComposeAsync(check -> signIn.accept(check, arrival), context));
    }

    /** The client is signed in and in its own room. */
    void ready(Offset offset, Boolean recovered) {
        send(dialect.ready(sid, caller(), offset, recovered));
    }

    /** Null before the client has signed in. */
    @Override
    public Caller caller() {
        return signIn.caller();
    }

    public String sid() {
        return sid;
    }

    @Override
    public boolean isOpen() {
        return open.get();
    }

    @Override
    public void deliver(RoomEvent event) {
        send(dialect.event(event));
    }

    @Override
    public void lost(Room room, Offset offset) {
        send(dialect.lost(room, offset));
    }

    @Override
    public void removed(Room room, ClientError reason) {
        send(dialect.left(room, reason));
    }

    @Override
    public void whenDrained(Runnable action) {
        link.whenDrained(action);
    }

    /** Sends, unless the session has ended; ends it if the client doesn't read what it is sent. */
    public void send(String text) {
        if (open.get() && !link.send(text)) {
            close(CloseCode.SLOW_CONSUMER, "reads too slowly");
        }
    }

    private void send(SharedText text) {
        if (open.get() && !link.send(text)) {
            close(CloseCode.SLOW_CONSUMER, "reads too slowly");
        }
    }

    /** The client gave a sign of life. */
    public void alive() {
        heard = true;
    }

    void checkAlive() {
        if (heard) {
            heard = false;
            link.ping();
        } else {
            close(CloseCode.PING_TIMEOUT, "no answer to pings");
        }
    }

    /** The server goes away; the clients come back spread over some seconds, so that no node is stormed. */
    public void goodbye(Duration atLeast, Duration atMost) {
        send(dialect.goodbye(atLeast.toMillis(), atMost.toMillis()));
        close(CloseCode.GOING_AWAY, "going away");
    }

    public void close(CloseCode code, String reason) {
        if (end(code)) {
            LOG.debugf("closing connection %s: %d %s", sid, code.code(), reason);
            link.close(code, reason);
        }
    }

    /** The connection is gone. */
    public void ended() {
        end(null);
        LOG.debugf("connection %s ended", sid);
    }

    private boolean end(CloseCode code) {
        if (!open.compareAndSet(true, false)) {
            return false;
        }
        leaveWheel.run();
        parts.connections().closed(this, code);
        signIn.end();
        parts.hub().leaveAll(this, rooms -> departure.departed(code, rooms));
        context.execute(requests::clear);
        return true;
    }
}
