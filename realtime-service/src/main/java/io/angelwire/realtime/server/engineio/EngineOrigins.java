package io.angelwire.realtime.server.engineio;

/** From which pages browsers may connect. */
@FunctionalInterface
public interface EngineOrigins {

    /**
     * @param origin the request's Origin header; null if it had none
     * @param host the request's Host header, or null
     */
    boolean allows(String origin, String host);
}
