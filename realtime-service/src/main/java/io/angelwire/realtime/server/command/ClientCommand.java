package io.angelwire.realtime.server.command;

/** An event that clients may emit. */
public interface ClientCommand {

    /** Its name, {@code subscribe_to_pitch} for instance. */
    String event();

    /** Serves one call; answers it once, on any thread. */
    void run(ClientCall call);
}
