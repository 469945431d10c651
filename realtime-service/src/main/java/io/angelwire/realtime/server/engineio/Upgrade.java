package io.angelwire.realtime.server.engineio;

import io.angelwire.realtime.server.connection.Timers;
import java.util.List;

/** The WebSocket that is to take the place of polling, and how far it has come. Used with the session's lock held. */
final class Upgrade {

    private final EngineSettings settings;
    private final Timers timers;
    private Transport candidate;
    private boolean probed;
    private Runnable cancelDeadline = () -> {};

    Upgrade(EngineSettings settings, Timers timers) {
        this.settings = settings;
        this.timers = timers;
    }

    /** @param late called if it takes too long */
    void begin(Transport webSocket, Runnable late) {
        candidate = webSocket;
        cancelDeadline = timers.after(settings.upgradeTimeout(), late);
    }

    boolean isUnderWay() {
        return candidate != null;
    }

    boolean isTo(Transport transport) {
        return candidate != null && candidate == transport;
    }

    /** Whether the client knows that the WebSocket works. */
    boolean isProbed() {
        return probed;
    }

    void probed() {
        probed = true;
        candidate.write(List.of(new EnginePacket(EnginePacket.Type.PONG, "probe", null, null)));
    }

    /** @return the transport to go on with */
    Transport complete() {
        Transport webSocket = candidate;
        end();
        return webSocket;
    }

    /** Polling goes on. */
    void giveUp() {
        candidate.close();
        end();
    }

    private void end() {
        cancelDeadline.run();
        candidate = null;
        probed = false;
    }
}
