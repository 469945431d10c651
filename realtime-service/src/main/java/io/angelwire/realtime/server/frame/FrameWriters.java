package io.angelwire.realtime.server.frame;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes frames to WebSockets, one queue for each event loop. */
public final class FrameWriters {

    private final Map<EventLoop, LoopQueue> queues = new ConcurrentHashMap<>();

    /**
     * @param connection of a WebSocket whose handshake is done
     * @throws IllegalStateException if it carries no WebSocket
     */
    public FrameChannel channel(HttpConnection connection) {
        Channel channel = ((ConnectionBase) connection).channel();
        ChannelHandlerContext encoder = channel.pipeline().context(WebSocketFrameEncoder.class);
        if (encoder == null) {
            throw new IllegalStateException("no WebSocket");
        }
        return new FrameChannel(encoder, queues.computeIfAbsent(channel.eventLoop(), LoopQueue::new));
    }
}
