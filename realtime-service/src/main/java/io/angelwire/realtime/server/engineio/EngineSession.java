package io.angelwire.realtime.server.engineio;

import io.angelwire.realtime.server.connection.Timers;
import java.time.Duration;
import java.util.List;

/**
 * One client's session, whatever carries it: first one transport, later perhaps a WebSocket in its place. Packets wait in
 * the session while the transport can't take them, which is what lets a transport be replaced without losing any.
 *
 * <p>May be used from any thread. A lock guards the state; the listener is called without it.
 */
public final class EngineSession {

    private static final Duration RELEASE_DELAY = Duration.ofMillis(50);

    private enum State {
        OPEN,
        /** Closed by the server; what is left waits for the client's next poll. */
        CLOSING,
        CLOSED
    }

    private final String sid;
    private final EngineSettings settings;
    private final Timers timers;
    private final Runnable forget;
    private final Heartbeat heartbeat;
    private final Upgrade upgrade;
    private final PacketBuffer buffer = new PacketBuffer();

    private Transport transport;
    private State state = State.OPEN;
    private EngineListener listener;

    /** @param forget called once when the session is over */
    EngineSession(String sid, EngineSettings settings, Timers timers, Transport transport, Runnable forget) {
        this.sid = sid;
        this.settings = settings;
        this.timers = timers;
        this.transport = transport;
        this.forget = forget;
        this.upgrade = new Upgrade(settings, timers);
        this.heartbeat = new Heartbeat(settings, timers, this::ping, () -> end(CloseReason.PING_TIMEOUT, false));
    }

    /** Who knows it can act as the client. */
    public String sid() {
        return sid;
    }

    /** Bytes of one message of the client. */
    public int maxPayload() {
        return settings.maxPayload();
    }

    /** Before anything else. */
    void start(EngineListener newListener, EnginePacket open) {
        listener = newListener;
        send(open);
        heartbeat.start();
    }

    // ---- what the server sends

    /** @return false, and nothing is sent, if more would wait for the client than may, or the session is over */
    public boolean send(EnginePacket packet) {
        return sendAll(List.of(packet));
    }

    /** Packets that belong together: all of them or none. */
    public synchronized boolean sendAll(List<EnginePacket> packets) {
        return state == State.OPEN && buffer.send(packets, transport, settings.maxBuffered());
    }

    /** Runs the action once most of what was sent is on its way; never if the session ends first. */
    public synchronized void whenDrained(Runnable action) {
        buffer.whenDrained(action, transport);
    }

    private void ping() {
        send(EnginePacket.PING);
    }

    /** Ends the session; the client still gets what was sent, if it comes for it. */
    public void close() {
        end(CloseReason.CLOSED_BY_SERVER, true);
    }

    /** Ends the session of a client that doesn't read: what waits for it is dropped. */
    public void abort() {
        synchronized (this) {
            buffer.clear();
        }
        end(CloseReason.CLOSED_BY_SERVER, true);
    }

    // ---- what the client sends

    void received(Transport from, EnginePacket packet) {
        boolean current;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            current = from == transport;
            if (!current && !upgrade.isTo(from)) {
                return;
            }
        }
        if (current) {
            receivedHere(packet);
        } else {
            receivedInUpgrade(from, packet);
        }
    }

    private void receivedHere(EnginePacket packet) {
        switch (packet.type()) {
            case MESSAGE -> {
                if (packet.isBinary()) {
                    listener.message(packet.binary());
                } else {
                    listener.message(packet.text());
                }
            }
            case PONG -> heartbeat.answered();
            case CLOSE -> end(CloseReason.CLOSED_BY_CLIENT, false);
            case NOOP -> {}
            case OPEN, PING, UPGRADE -> end(CloseReason.PROTOCOL_ERROR, false);
        }
    }

    /** What came is not of the protocol, or the transport has broken. */
    void failed(Transport from, CloseReason reason) {
        synchronized (this) {
            if (upgrade.isTo(from)) {
                upgrade.giveUp();
                return;
            }
            if (from != transport) {
                return;
            }
        }
        end(reason, false);
    }

    // ---- polling

    void poll(Poll poll) {
        if (heartbeat.isOverdue()) {
            // The timer has not had its turn yet.
            end(CloseReason.PING_TIMEOUT, false);
        }
        synchronized (this) {
            if (state == State.CLOSED) {
                poll.refuse(Refusal.UNKNOWN_SID);
                return;
            }
            if (!(transport instanceof PollingTransport polling)) {
                poll.refuse(Refusal.BAD_REQUEST);
                return;
            }
            if (polling.hold(poll)) {
                held();
                return;
            }
            poll.refuse(Refusal.BAD_REQUEST);
            polling.write(List.of(EnginePacket.CLOSE));
        }
        end(CloseReason.PROTOCOL_ERROR, false);
    }

    private void held() {
        buffer.flushTo(transport);
        if (state == State.CLOSING) {
            finish();
        } else if (upgrade.isProbed()) {
            releasePollSoon();
        }
    }

    /** The client's side of the GET has gone before it was answered. */
    void aborted(Poll poll) {
        synchronized (this) {
            if (!(transport instanceof PollingTransport polling) || !polling.release(poll)) {
                return;
            }
        }
        end(CloseReason.TRANSPORT_CLOSED, false);
    }

    /**
     * @param abort called if the POST is still under way when the session ends or goes elsewhere; must not call back
     * @return the transport that the POST's packets come by; null if the session takes no POST now
     */
    synchronized PollingTransport beginPost(Runnable abort) {
        return state == State.OPEN && transport instanceof PollingTransport polling && polling.beginPost(abort)
                ? polling
                : null;
    }

    synchronized void endPost(PollingTransport polling) {
        polling.endPost();
    }

    synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    // ---- upgrade

    /** @return false if the session can't be upgraded (any more) */
    synchronized boolean offer(Transport webSocket) {
        if (state != State.OPEN || upgrade.isUnderWay() || !(transport instanceof PollingTransport)) {
            return false;
        }
        upgrade.begin(webSocket, () -> failed(webSocket, CloseReason.TRANSPORT_CLOSED));
        return true;
    }

    private synchronized void receivedInUpgrade(Transport from, EnginePacket packet) {
        if (!upgrade.isTo(from)) {
            return;
        }
        if (packet.type() == EnginePacket.Type.PING && "probe".equals(packet.text())) {
            upgrade.probed();
            releasePollSoon();
        } else if (packet.type() == EnginePacket.Type.UPGRADE && upgrade.isProbed()) {
            ((PollingTransport) transport).refuse();
            transport = upgrade.complete();
            buffer.flushTo(transport);
        } else {
            upgrade.giveUp();
        }
    }

    /**
     * The client waits for its poll to end before it moves to the WebSocket. Not at once: a poll that has overtaken the
     * client's move is to be refused.
     */
    private void releasePollSoon() {
        timers.after(RELEASE_DELAY, this::releasePoll);
    }

    private synchronized void releasePoll() {
        if (upgrade.isProbed() && transport.writable()) {
            transport.write(List.of(EnginePacket.NOOP));
        }
    }

    // ---- the end

    private void end(CloseReason reason, boolean orderly) {
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            heartbeat.stop();
            if (upgrade.isUnderWay()) {
                upgrade.giveUp();
            }
            buffer.forgetWaiting();
            state = State.CLOSING;
            boolean polling = transport instanceof PollingTransport;
            if (!orderly) {
                buffer.clear();
            } else if (polling) {
                buffer.add(EnginePacket.CLOSE);
            }
            buffer.flushTo(transport);
            if (orderly && polling && !buffer.isEmpty()) {
                timers.after(settings.closeTimeout(), this::finish);
            } else {
                finish();
            }
        }
        listener.closed(reason);
    }

    private synchronized void finish() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            buffer.clear();
            transport.close();
            forget.run();
        }
    }
}
