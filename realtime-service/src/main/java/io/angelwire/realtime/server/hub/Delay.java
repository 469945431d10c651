package io.angelwire.realtime.server.hub;

import java.time.Duration;

/** Runs something later. */
@FunctionalInterface
public interface Delay {

    void after(Duration delay, Runnable action);
}
