package io.angelwire.realtime.server.connection;

import java.time.Duration;

/** Deadlines. */
@FunctionalInterface
public interface Timers {

    /** @return cancels it; harmless when it has run */
    Runnable after(Duration delay, Runnable action);
}
