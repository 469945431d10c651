package io.angelwire.realtime.server.socketio;

import io.angelwire.realtime.server.connection.Timers;
import io.angelwire.realtime.server.engineio.EngineHandler;
import io.angelwire.realtime.server.engineio.EngineListener;
import io.angelwire.realtime.server.engineio.EngineSession;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.Map;

/** Serves the Socket.IO protocol, version 5, over Engine.IO sessions. */
public final class SocketServer implements EngineHandler {

    private final Map<String, Namespace> namespaces;
    private final Duration connectTimeout;
    private final Timers timers;

    /**
     * @param namespaces by name, {@code /} for instance
     * @param connectTimeout how long a connection may go without being in any namespace
     */
    public SocketServer(Map<String, Namespace> namespaces, Duration connectTimeout, Timers timers) {
        this.namespaces = Map.copyOf(namespaces);
        this.connectTimeout = connectTimeout;
        this.timers = timers;
    }

    @Override
    public EngineListener opened(EngineSession session, MultiMap headers) {
        SocketConnection connection = new SocketConnection(session, headers, namespaces, connectTimeout, timers);
        connection.opened();
        return connection;
    }
}
