package io.angelwire.realtime.server.engineio;

import io.angelwire.realtime.server.connection.Timers;
import java.time.Duration;

/** The server's pings to one client: the next is due an interval after the answer to the last. */
final class Heartbeat {

    private final EngineSettings settings;
    private final Timers timers;
    private final Runnable ping;
    private final Runnable unanswered;
    private Runnable cancel = () -> {};
    private boolean awaiting;
    /** When an answer must have come, on the clock of {@link System#nanoTime}. */
    private long deadline;

    private boolean stopped;

    Heartbeat(EngineSettings settings, Timers timers, Runnable ping, Runnable unanswered) {
        this.settings = settings;
        this.timers = timers;
        this.ping = ping;
        this.unanswered = unanswered;
    }

    synchronized void start() {
        if (!stopped) {
            // Counted from now, so that the delays of two timers don't add up.
            deadline = System.nanoTime()
                    + settings.pingInterval().plus(settings.pingTimeout()).toNanos();
            cancel = timers.after(settings.pingInterval(), this::ping);
        }
    }

    private void ping() {
        synchronized (this) {
            if (stopped) {
                return;
            }
            awaiting = true;
            cancel = timers.after(Duration.ofNanos(deadline - System.nanoTime()), unanswered);
        }
        ping.run();
    }

    /** A pong has come; one that nobody waits for changes nothing. */
    synchronized void answered() {
        if (awaiting) {
            awaiting = false;
            cancel.run();
            start();
        }
    }

    synchronized boolean isOverdue() {
        return !stopped && System.nanoTime() - deadline >= 0;
    }

    synchronized void stop() {
        stopped = true;
        cancel.run();
    }
}
