package io.angelwire.realtime.server.frame;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.net.impl.VertxHandler;

/**
 * Tells a peer that sends what is no WebSocket frame (1002), or text that is not UTF-8 (1007), before the layers above cut
 * the connection, which they do without a word; and bad UTF-8 they would mend.
 */
public final class StrictFrames extends ChannelInboundHandlerAdapter {

    private StrictFrames() {}

    /** @param connection of a WebSocket whose handshake is done; on its event loop */
    public static void on(HttpConnection connection) {
        ChannelPipeline pipeline = ((ConnectionBase) connection).channel().pipeline();
        ChannelHandlerContext layersAbove = pipeline.context(VertxHandler.class);
        if (layersAbove == null) {
            // Closed meanwhile.
            return;
        }
        String above = layersAbove.name();
        pipeline.addBefore(above, null, new Utf8FrameValidator(false));
        pipeline.addBefore(above, null, new StrictFrames());
    }

    /** The transport lets reserved bits pass, for extensions; there are none. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame frame && frame.rsv() != 0) {
            frame.release();
            throw new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR, "reserved bits");
        }
        context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            context.writeAndFlush(new CloseWebSocketFrame(corrupted.closeStatus()));
        }
        context.fireExceptionCaught(cause);
    }
}
