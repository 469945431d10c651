package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.server.protocol.CloseCode;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * A client behind a WebSocket. What was handed to the network but not yet taken by it is counted, since nothing below
 * bounds it.
 */
public final class WebSocketLink implements ClientLink {

    private static final Duration CLOSING_TIME = Duration.ofSeconds(2);

    private final WebSocketConnection connection;
    private final Vertx vertx;
    private final Backlog backlog;

    /** @param maxQueued bytes that may wait for the client */
    public WebSocketLink(WebSocketConnection connection, Vertx vertx, long maxQueued) {
        this.connection = connection;
        this.vertx = vertx;
        this.backlog = new Backlog(maxQueued);
    }

    @Override
    public boolean send(String text) {
        long bytes = text.length();
        if (!backlog.add(bytes)) {
            return false;
        }
        connection.sendText(text).subscribe().with(sent -> backlog.sent(bytes), gone -> backlog.sent(bytes));
        return true;
    }

    @Override
    public void ping() {
        connection.sendPing(Buffer.buffer()).subscribe().with(sent -> {}, gone -> {});
    }

    @Override
    public void close(CloseCode code, String reason) {
        if (!connection.isClosed()) {
            connection.close(new CloseReason(code.code(), reason)).subscribe().with(closed -> {}, gone -> {});
        }
        // A peer that doesn't read never sees the close frame, and would keep what waits for it in memory.
        vertx.setTimer(
                CLOSING_TIME.toMillis(),
                timer -> connection.userData().get(Handshake.CONNECTION).close());
    }

    @Override
    public void whenDrained(Runnable action) {
        backlog.whenLow(action);
    }
}
