package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.auth.TokenCheck;
import io.angelwire.realtime.server.frame.SharedText;
import io.angelwire.realtime.server.hub.JoinAnswer;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.hub.RoomEvent;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    /** A token that came in time is looked at, however many others came with it; but not for ever. */
    private static final Duration VERIFYING_TIME = Duration.ofSeconds(30);

    private final String sid;
    private final ClientLink link;
    private final Dialect dialect;
    private final Executor context;
    private final SessionParts parts;
    private final Departure departure;
    private final SerialTasks requests;
    private final RateMeter rate;
    private final AtomicBoolean open = new AtomicBoolean(true);
    /** Whether it is among its user's connections. */
    private final AtomicBoolean counted = new AtomicBoolean();

    private volatile boolean heard = true;
    private volatile Caller caller;
    /** Ends the session unless a token comes in time; without caller until it must have one, then until its expiry. */
    private volatile Runnable cancelDeadline = () -> {};

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
    }

    /** Before anything else. */
    public void opened() {
        parts.connections().opened(this);
        leaveWheel = parts.wheel().add(this);
        endAfter(parts.authDeadline(), CloseCode.BAD_TOKEN, "no token in time");
        LOG.debugf("connection %s opened", sid);
    }

    /** Counts a message of the client; closes the session, and returns false, if there are too many. */
    public boolean admitMessage() {
        heard = true;
        if (!open.get()) {
            return false;
        }
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
        authenticate(token, rooms -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            joinAll(rooms, since, done);
            return done;
        });
    }

    /** Signs the client in, or renews its token. */
    public void authenticate(String token, Arrival arrival) {
        if (caller == null) {
            endAfter(VERIFYING_TIME, CloseCode.UNAVAILABLE, "token can't be verified now");
        }
        request(() -> parts.verifier().verify(token).thenComposeAsync(check -> authenticated(check, arrival), context));
    }

    private CompletionStage<?> authenticated(TokenCheck check, Arrival arrival) {
        if (check instanceof TokenCheck.Valid valid) {
            return caller == null ? signIn(valid.caller(), arrival) : renew(valid.caller());
        }
        if (caller != null) {
            send(dialect.error(
                    ErrorCode.INVALID_TOKEN.because("The new token is not valid; the one before counts on.")));
        } else if (check instanceof TokenCheck.Expired) {
            close(CloseCode.TOKEN_EXPIRED, "token expired");
        } else if (check instanceof TokenCheck.Unavailable) {
            close(CloseCode.UNAVAILABLE, "token can't be verified now");
        } else {
            close(CloseCode.BAD_TOKEN, "invalid token");
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<?> signIn(Caller newCaller, Arrival arrival) {
        if (!parts.connections().admit(newCaller.userId())) {
            close(CloseCode.TOO_MANY_CONNECTIONS, "too many connections of this user");
            return CompletableFuture.completedFuture(null);
        }
        caller = newCaller;
        counted.set(true);
        endAtExpiry();
        if (!open.get()) {
            // It ended meanwhile, perhaps before it was counted.
            release();
            return CompletableFuture.completedFuture(null);
        }
        LOG.debugf("connection %s is user %s", sid, newCaller.userId());
        return parts.standingRooms()
                .apply(newCaller)
                .thenCompose(standing -> {
                    // Its own room last: an administrator that was told "ready" misses no alert.
                    List<Room> rooms = new ArrayList<>(standing);
                    rooms.add(Room.user(newCaller.userId()));
                    return arrival.arrive(rooms);
                })
                .exceptionally(failure -> {
                    LOG.warnf("connection %s: the rooms of its user can't be told: %s", sid, failure.getMessage());
                    close(CloseCode.UNAVAILABLE, "rooms can't be joined now");
                    return null;
                });
    }

    private void joinAll(List<Room> rooms, Offset since, CompletableFuture<Void> done) {
        boolean last = rooms.size() == 1;
        parts.hub().join(this, rooms.get(0), last ? since : null, new JoinAnswer() {
            @Override
            public void joined(Offset offset, Boolean recovered) {
                if (last) {
                    send(dialect.ready(sid, caller, offset, recovered));
                    done.complete(null);
                } else {
                    joinAll(rooms.subList(1, rooms.size()), since, done);
                }
            }

            @Override
            public void refused(Refusal refusal) {
                close(CloseCode.UNAVAILABLE, "rooms can't be joined now");
                done.complete(null);
            }
        });
    }

    private CompletionStage<?> renew(Caller renewed) {
        if (!renewed.userId().equals(caller.userId())) {
            send(dialect.error(
                    ErrorCode.OTHER_USER.because("A new token must be the same user's; reconnect to change.")));
        } else if (renewed.role() != caller.role()) {
            close(CloseCode.ROLE_CHANGED, "role changed");
        } else {
            caller = renewed;
            endAtExpiry();
            send(dialect.renewed(sid, renewed));
        }
        return CompletableFuture.completedFuture(null);
    }

    private void endAtExpiry() {
        Duration left = Duration.between(Instant.now(), caller.expiresAt());
        endAfter(left, CloseCode.TOKEN_EXPIRED, "token expired");
    }

    private void endAfter(Duration delay, CloseCode code, String reason) {
        cancelDeadline.run();
        cancelDeadline = parts.timers().after(delay, () -> close(code, reason));
        if (!open.get()) {
            cancelDeadline.run();
        }
    }

    /** Null before the client has signed in. */
    @Override
    public Caller caller() {
        return caller;
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
        cancelDeadline.run();
        leaveWheel.run();
        parts.connections().closed(this, code);
        release();
        parts.hub().leaveAll(this, rooms -> departure.departed(code, rooms));
        context.execute(requests::clear);
        return true;
    }

    private void release() {
        if (counted.compareAndSet(true, false)) {
            parts.connections().release(caller.userId());
        }
    }
}
