package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.auth.TokenCheck;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Who the client of a session is and until when: its first token, those that renew it, and the deadline by which there
 * must be another. Tokens are taken on the connection's context; {@link #end} may come from anywhere.
 */
final class SignIn {

    private static final Logger LOG = Logger.getLogger(SignIn.class);
    private static final Runnable NOTHING = () -> {};
    /** A token that came in time is looked at, however many others came with it; but not for ever. */
    private static final Duration VERIFYING_TIME = Duration.ofSeconds(30);

    private final Session session;
    private final SessionParts parts;
    private final Dialect dialect;
    /** Whether it is among its user's connections. */
    private final AtomicBoolean counted = new AtomicBoolean();

    private volatile Caller caller;
    /** Ends the session unless a token comes in time; without caller until it must have one, then until its expiry. */
    private volatile Runnable cancelDeadline = NOTHING;

    SignIn(Session session, SessionParts parts, Dialect dialect) {
        this.session = session;
        this.parts = parts;
        this.dialect = dialect;
    }

    /** Null before the client has signed in. */
    Caller caller() {
        return caller;
    }

    void awaitToken() {
        endAfter(parts.authDeadline(), CloseCode.BAD_TOKEN, "no token in time");
    }

    /** A token has come. */
    void verifying() {
        if (caller == null) {
            endAfter(VERIFYING_TIME, CloseCode.UNAVAILABLE, "token can't be verified now");
        }
    }

    /** The client is to be whom a token names. @return completes when its next request may be served */
    CompletionStage<?> accept(TokenCheck check, Arrival arrival) {
        if (check instanceof TokenCheck.Valid valid) {
            return caller == null ? signIn(valid.caller(), arrival) : renew(valid.caller());
        }
        if (caller != null) {
            session.send(dialect.error(
                    ErrorCode.INVALID_TOKEN.because("The new token is not valid; the one before counts on.")));
        } else if (check instanceof TokenCheck.Expired) {
            session.close(CloseCode.TOKEN_EXPIRED, "token expired");
        } else if (check instanceof TokenCheck.Unavailable) {
            session.close(CloseCode.UNAVAILABLE, "token can't be verified now");
        } else {
            session.close(CloseCode.BAD_TOKEN, "invalid token");
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<?> signIn(Caller newCaller, Arrival arrival) {
        if (!parts.connections().admit(newCaller.userId())) {
            session.close(CloseCode.TOO_MANY_CONNECTIONS, "too many connections of this user");
            return CompletableFuture.completedFuture(null);
        }
        caller = newCaller;
        counted.set(true);
        endAtExpiry();
        if (!session.isOpen()) {
            // It ended meanwhile, perhaps before it was counted.
            release();
            return CompletableFuture.completedFuture(null);
        }
        LOG.debugf("connection %s is user %s", session.sid(), newCaller.userId());
        return parts.standingRooms()
                .apply(newCaller)
                .thenCompose(standing -> {
                    // Its own room last: an administrator that was told "ready" misses no alert.
                    List<Room> rooms = new ArrayList<>(standing);
                    rooms.add(Room.user(newCaller.userId()));
                    return arrival.arrive(rooms);
                })
                .exceptionally(failure -> {
                    LOG.warnf(
                            "connection %s: the rooms of its user can't be told: %s",
                            session.sid(), failure.getMessage());
                    session.close(CloseCode.UNAVAILABLE, "rooms can't be joined now");
                    return null;
                });
    }

    private CompletionStage<?> renew(Caller renewed) {
        if (!renewed.userId().equals(caller.userId())) {
            session.send(dialect.error(
                    ErrorCode.OTHER_USER.because("A new token must be the same user's; reconnect to change.")));
        } else if (renewed.role() != caller.role()) {
            session.close(CloseCode.ROLE_CHANGED, "role changed");
        } else {
            caller = renewed;
            endAtExpiry();
            session.send(dialect.renewed(session.sid(), renewed));
        }
        return CompletableFuture.completedFuture(null);
    }

    private void endAtExpiry() {
        Duration left = Duration.between(Instant.now(), caller.expiresAt());
        endAfter(left, CloseCode.TOKEN_EXPIRED, "token expired");
    }

    private void endAfter(Duration delay, CloseCode code, String reason) {
        cancelDeadline.run();
        cancelDeadline = parts.timers().after(delay, () -> session.close(code, reason));
        if (!session.isOpen()) {
            cancelDeadline.run();
        }
    }

    /** The session is not open any more. */
    void end() {
        cancelDeadline.run();
        release();
    }

    private void release() {
        if (counted.compareAndSet(true, false)) {
            parts.connections().release(caller.userId());
        }
    }
}
