package io.angelwire.realtime.server.frame;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * The sending side of one WebSocket. May be used from any thread; what one thread sends stays in order.
 *
 * <p>Frames come encoded and pass the layers above the channel by. So nothing else may write messages to the WebSocket:
 * it would not be in order with what is queued here. Nothing is bounded here either; see {@link #pendingBytes}.
 */
public final class FrameChannel {

    /** In place of an AtomicLong for each: every delivery touches it, on two threads. */
    private static final AtomicLongFieldUpdater<FrameChannel> QUEUED =
            AtomicLongFieldUpdater.newUpdater(FrameChannel.class, "queued");

    private final ChannelHandlerContext encoder;
    private final LoopQueue queue;
    /** Bytes that wait in the event loop's queue; those behind it are the channel's to count. */
    private volatile long queued;
    /** On the event loop: written to since the last flush. */
    private boolean dirty;

    FrameChannel(ChannelHandlerContext encoder, LoopQueue queue) {
        this.encoder = encoder;
        this.queue = queue;
    }

    public void write(WireFrame frame) {
        QUEUED.addAndGet(this, frame.length());
        queue.add(this, frame, null);
    }

    /** Runs the action on the event loop, after the frames before it were handed to the channel. */
    public void afterQueued(Runnable action) {
        queue.add(this, null, action);
    }

    /** Runs the action on the event loop, when the frames before it are with the network or the channel is closed. */
    public void afterWritten(Runnable action) {
        afterQueued(() -> encoder.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> action.run()));
    }

    /** What the network has not taken yet. */
    public long pendingBytes() {
        ChannelOutboundBuffer outbound = channel().unsafe().outboundBuffer();
        return queued + (outbound == null ? 0 : outbound.totalPendingWriteBytes());
    }

    private Channel channel() {
        return encoder.channel();
    }

    // ---- on the event loop

    /** @return whether this is the first frame since the last flush */
    boolean writeNow(WireFrame frame) {
        QUEUED.addAndGet(this, -frame.length());
        encoder.write(frame.forWriting(), channel().voidPromise());
        boolean first = !dirty;
        dirty = true;
        return first;
    }

    void flush() {
        dirty = false;
        encoder.flush();
    }
}
