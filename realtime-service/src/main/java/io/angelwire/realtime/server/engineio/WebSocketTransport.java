package io.angelwire.realtime.server.engineio;

import io.angelwire.realtime.server.connection.Timers;
import io.angelwire.realtime.server.frame.FrameChannel;
import io.angelwire.realtime.server.frame.FrameWriters;
import io.angelwire.realtime.server.frame.WireFrame;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.util.List;
import org.jboss.logging.Logger;

/** A WebSocket: a text frame for each text packet, a binary frame for the content of each binary message. */
final class WebSocketTransport implements Transport {

    static final String NAME = "websocket";

    private static final Logger LOG = Logger.getLogger(WebSocketTransport.class);

    private final ServerWebSocket socket;
    private final HttpConnection connection;
    private final FrameChannel channel;
    private final EngineSettings settings;
    private final Timers timers;

    /** Fragments of a message that is not complete. */
    private Buffer partial;

    private boolean partialIsText;

    /** @param connection underneath the WebSocket */
    WebSocketTransport(
            ServerWebSocket socket,
            HttpConnection connection,
            FrameWriters writers,
            EngineSettings settings,
            Timers timers) {
        this.socket = socket;
        this.connection = connection;
        this.channel = writers.channel(connection);
        this.settings = settings;
        this.timers = timers;
    }

    /** Passes on to the session what the client sends; on the WebSocket's event loop. */
    void connect(EngineSession session) {
        socket.frameHandler(frame -> {
            try {
                received(session, frame);
            } catch (MalformedPacketException e) {
                LOG.debugf("session closed: %s", e.getMessage());
                session.failed(this, CloseReason.PROTOCOL_ERROR);
            } catch (RuntimeException e) {
                LOG.error("a message could not be handled", e);
                session.failed(this, CloseReason.PROTOCOL_ERROR);
            }
        });
        socket.closeHandler(closed -> session.failed(this, CloseReason.TRANSPORT_CLOSED));
        socket.exceptionHandler(failure -> {
            LOG.debugf("WebSocket failed: %s", failure.getClass().getSimpleName());
            session.failed(this, CloseReason.TRANSPORT_CLOSED);
        });
    }

    private void received(EngineSession session, WebSocketFrame frame) throws MalformedPacketException {
        if (!frame.isText() && !frame.isBinary() && !frame.isContinuation()) {
            return;
        }
        Buffer content = frame.binaryData();
        if (content.length() > settings.maxPayload() - (partial == null ? 0 : partial.length())) {
            throw new MalformedPacketException("message too long");
        }
        if (!frame.isContinuation()) {
            partialIsText = frame.isText();
        }
        if (!frame.isFinal()) {
            // A copy: the frame's own memory is the network's.
            partial = (partial == null ? Buffer.buffer() : partial).appendBuffer(content);
            return;
        }
        byte[] message = (partial == null ? content : partial.appendBuffer(content)).getBytes();
        partial = null;
        session.received(
                this, partialIsText ? PacketCodec.decode(Utf8.decode(message)) : EnginePacket.message(message));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void write(List<EnginePacket> packets) {
        for (EnginePacket packet : packets) {
            channel.write(frame(packet));
        }
    }

    private static WireFrame frame(EnginePacket packet) {
        if (packet.wire() != null) {
            return packet.wire().frame();
        }
        return packet.isBinary() ? WireFrame.binary(packet.binary()) : WireFrame.text(packet.encoded());
    }

    @Override
    public long pendingBytes() {
        return channel.pendingBytes();
    }

    @Override
    public void whenDrained(Runnable action) {
        channel.afterWritten(action);
    }

    @Override
    public void close() {
        channel.afterQueued(() -> {
            if (socket.isClosed()) {
                return;
            }
            // A peer that doesn't read never sees the close frame, and would keep what waits for it in memory.
            Runnable cancel = timers.after(settings.closeTimeout(), connection::close);
            socket.closeHandler(closed -> cancel.run());
            socket.close();
        });
    }
}
