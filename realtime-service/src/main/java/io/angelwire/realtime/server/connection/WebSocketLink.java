package io.angelwire.realtime.server.connection;

import io.angelwire.realtime.server.frame.FrameChannel;
import io.angelwire.realtime.server.frame.FrameWriters;
import io.angelwire.realtime.server.frame.SharedText;
import io.angelwire.realtime.server.frame.WireFrame;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;

/** A client behind a WebSocket of its own. */
public final class WebSocketLink implements ClientLink {

    private static final Duration CLOSING_TIME = Duration.ofSeconds(2);

    private final WebSocketConnection connection;
    private final HttpConnection underneath;
    private final FrameChannel channel;
    private final Vertx vertx;
    private final long maxQueued;

    /**
     * @param underneath the WebSocket's own connection
     * @param maxQueued bytes that may wait for the client
     */
    public WebSocketLink(
            WebSocketConnection connection,
            HttpConnection underneath,
            FrameWriters writers,
            Vertx vertx,
            long maxQueued) {
        this.connection = connection;
        this.underneath = underneath;
        this.channel = writers.channel(underneath);
        this.vertx = vertx;
        this.maxQueued = maxQueued;
    }

    @Override
    public boolean send(String text) {
        return send(WireFrame.text(text));
    }

    @Override
    public boolean send(SharedText text) {
        return send(text.frame());
    }

    private boolean send(WireFrame frame) {
        // Nothing below bounds it.
        if (channel.pendingBytes() + frame.length() > maxQueued) {
            return false;
        }
        channel.write(frame);
        return true;
    }

    @Override
    public void ping() {
        connection.sendPing(Buffer.buffer()).subscribe().with(sent -> {}, gone -> {});
    }

    @Override
    public void close(CloseCode code, String reason) {
        channel.afterQueued(() -> {
            if (!connection.isClosed()) {
                connection
                        .close(new CloseReason(code.code(), reason))
                        .subscribe()
                        .with(closed -> {}, gone -> {});
            }
        });
        // A peer that doesn't read never sees the close frame, and would keep what waits for it in memory.
        vertx.setTimer(CLOSING_TIME.toMillis(), timer -> underneath.close());
    }

    @Override
    public void whenDrained(Runnable action) {
        channel.afterWritten(action);
    }
}
