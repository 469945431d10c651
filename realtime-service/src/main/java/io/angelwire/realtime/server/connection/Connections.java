package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.server.protocol.CloseCode;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The open connections of this node, by user: a user has as many as tabs and devices. */
public final class Connections {

    private static final class OfUser {
        private final RateMeter rate;
        private int open;

        OfUser(RateMeter rate) {
            this.rate = rate;
        }
    }

    private final int perUser;
    private final int messagesPerSecond;
    private final int messageBurst;
    private final Set<Session> all = ConcurrentHashMap.newKeySet();
    private final Map<UUID, OfUser> ofUser = new HashMap<>();
    private final Map<CloseCode, LongAdder> closed = new EnumMap<>(CloseCode.class);
    private int signedIn;

    /**
     * @param perUser connections of one user
     * @param messagesPerSecond messages from all connections of a user together in the long run
     * @param messageBurst messages that they may send at once after a silence
     */
    public Connections(int perUser, int messagesPerSecond, int messageBurst) {
        this.perUser = perUser;
        this.messagesPerSecond = messagesPerSecond;
        this.messageBurst = messageBurst;
        for (CloseCode code : CloseCode.values()) {
            closed.put(code, new LongAdder());
        }
    }

    void opened(Session session) {
        all.add(session);
    }

    /** @param code why the server ended it; null if the client did */
    void closed(Session session, CloseCode code) {
        all.remove(session);
        if (code != null) {
            closed.get(code).increment();
        }
    }

    /** Counts one more of the user's; false, and counts nothing, if the user has all that a user may have. */
    synchronized boolean admit(UUID userId) {
        OfUser user = ofUser.computeIfAbsent(
                userId, id -> new OfUser(new RateMeter(messagesPerSecond, messageBurst, System::nanoTime)));
        if (user.open >= perUser) {
            return false;
        }
        user.open++;
        signedIn++;
        return true;
    }

    synchronized void release(UUID userId) {
        OfUser user = ofUser.get(userId);
        signedIn--;
        if (--user.open == 0) {
            ofUser.remove(userId);
        }
    }

    /** Counts a message of the user's; false if all its connections together send too many. */
    synchronized boolean admitMessage(UUID userId) {
        OfUser user = ofUser.get(userId);
        return user == null || user.rate.tryAcquire();
    }

    /** Ends the user's connections; it is not to come back by itself. */
    public void disconnect(UUID userId) {
        for (Session session : all) {
            if (session.caller() != null && session.caller().userId().equals(userId)) {
                session.close(CloseCode.DISCONNECTED, "disconnected by an operator");
            }
        }
    }

    /** Connections of the user that have signed in. */
    public synchronized int of(UUID userId) {
        OfUser user = ofUser.get(userId);
        return user == null ? 0 : user.open;
    }

    /** How many connections the server has ended for this reason. */
    public long closed(CloseCode code) {
        return closed.get(code).sum();
    }

    public Collection<Session> all() {
        return List.copyOf(all);
    }

    public int size() {
        return all.size();
    }

    /** Connections that have not signed in yet. */
    public synchronized int anonymous() {
        return Math.max(0, all.size() - signedIn);
    }
}
