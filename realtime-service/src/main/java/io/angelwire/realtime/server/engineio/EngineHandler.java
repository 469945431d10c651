package io.angelwire.realtime.server.engineio;

import io.vertx.core.MultiMap;

/** Takes the sessions that clients open. */
@FunctionalInterface
public interface EngineHandler {

    /**
     * A client has opened a session; the listener is called only after this has returned.
     *
     * @param headers of the request that opened it
     */
    EngineListener opened(EngineSession session, MultiMap headers);
}
