package io.angelwire.realtime.server.engineio;

/** Hears of one session. Calls come one at a time, in the order of what the client sent, on different threads. */
public interface EngineListener {

    void message(String text);

    void message(byte[] content);

    /** Once, and last. */
    void closed(CloseReason reason);
}
