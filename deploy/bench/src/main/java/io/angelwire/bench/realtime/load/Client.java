package io.angelwire.bench.realtime.load;

import io.angelwire.bench.realtime.load.Protocol.Meaning;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One WebSocket: shakes hands, signs in, joins a room, answers pings and counts events (RFC 6455, the client's side). */
final class Client extends ByteToMessageDecoder {

    private static final String HANDSHAKE_END = "\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private static final String RETRY = "\"retry\":true";
    private static final int RETRY_MILLIS = 500;
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xa;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int LENGTH_BITS = 0x7f;
    private static final int LONGEST_SHORT = 125;
    private static final int MEDIUM = 126;
    private static final int SHORT_HEADER = 2;
    private static final int MEDIUM_HEADER = 4;
    private static final int LONG_HEADER = 10;

    /** Is told on the client's event loop. */
    interface Listener {
        /** @param number how many the client has got since the count began, from 0 */
        void received(int number);
    }

    private final Protocol protocol;
    private final String token;
    private final Listener listener;
    private final CompletableFuture<Client> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private volatile CompletableFuture<Client> joined = new CompletableFuture<>();
    private volatile String joining;
    private volatile Channel channel;
    private volatile boolean leaving;
    private boolean upgraded;
    private int received;

    Client(Protocol protocol, String token, Listener listener) {
        this.protocol = protocol;
        this.token = token;
        this.listener = listener;
    }

    CompletableFuture<Client> ready() {
        return ready;
    }

    /** One after the other. */
    CompletableFuture<Client> join(String pitchId) {
        CompletableFuture<Client> answer = new CompletableFuture<>();
        joined = answer;
        joining = pitchId;
        send(TEXT, protocol.join(pitchId));
        return answer;
    }

    /** The next event is number 0. */
    void countAnew() {
        channel.eventLoop().execute(() -> received = 0);
    }

    void stopReading() {
        channel.config().setAutoRead(false);
    }

    void readAgain() {
        channel.config().setAutoRead(true);
    }

    /** As a client that goes says goodbye. */
    CompletableFuture<Void> leave() {
        leaving = true;
        readAgain();
        send(CLOSE, "");
        return closed;
    }

    /** As a network that goes does. */
    CompletableFuture<Void> cut() {
        leaving = true;
        channel.close();
        return closed;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        String request = protocol.handshake(token) + HANDSHAKE_END;
        context.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        fail(new IOException("the server has closed the connection"));
        closed.complete(null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
        context.close();
    }

    void fail(Throwable cause) {
        ready.completeExceptionally(cause);
        joined.completeExceptionally(cause);
    }

    boolean wasCutOff() {
        return closed.isDone() && !leaving;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!upgraded && !readUpgrade(in)) {
            return;
        }
        while (readFrame(in)) {
            // The next one.
        }
    }

    private boolean readUpgrade(ByteBuf in) {
        for (int i = in.readerIndex(); i + 4 <= in.writerIndex(); i++) {
            if (in.getInt(i) == 0x0d0a0d0a) {
                String answer = in.toString(in.readerIndex(), i - in.readerIndex(), StandardCharsets.US_ASCII);
                in.readerIndex(i + 4);
                if (!answer.startsWith("HTTP/1.1 101")) {
                    throw new IllegalStateException("no WebSocket: " + answer);
                }
                upgraded = true;
                return true;
            }
        }
        return false;
    }

    private boolean readFrame(ByteBuf in) {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < SHORT_HEADER) {
            return false;
        }
        int header = SHORT_HEADER;
        int length = in.getByte(at + 1) & LENGTH_BITS;
        if (length == MEDIUM) {
            header = MEDIUM_HEADER;
        } else if (length > MEDIUM) {
            header = LONG_HEADER;
        }
        if (readable < header) {
            return false;
        }
        if (header == MEDIUM_HEADER) {
            length = in.getUnsignedShort(at + SHORT_HEADER);
        } else if (header == LONG_HEADER) {
            length = Math.toIntExact(in.getLong(at + SHORT_HEADER));
        }
        if (readable < header + length) {
            return false;
        }
        in.skipBytes(header + length);
        frame(in.getByte(at) & 0xf, in, at + header, length);
        return true;
    }

    private void frame(int kind, ByteBuf buffer, int start, int length) {
        switch (kind) {
            case TEXT -> text(protocol.meaning(buffer, start, length), buffer, start, length);
            case PING -> send(PONG, "");
            case CLOSE -> channel.close();
            default -> {}
        }
    }

    private void text(Meaning meaning, ByteBuf buffer, int start, int length) {
        switch (meaning) {
            case EVENT -> listener.received(received++);
            case PING -> send(TEXT, "3");
            case OPENED -> send(TEXT, protocol.signIn(token));
            case READY -> ready.complete(this);
            case JOINED -> joined.complete(this);
            case REFUSED -> refused(buffer.toString(start, length, StandardCharsets.UTF_8));
            case OTHER -> {}
        }
    }

    /** As clients are meant to, it asks again if it may; the time that takes is the server's. */
    private void refused(String answer) {
        String pitchId = joining;
        if (pitchId != null && !joined.isDone() && answer.contains(RETRY)) {
            channel.eventLoop().schedule(() -> send(TEXT, protocol.join(pitchId)), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            fail(new IllegalStateException("refused: " + answer));
        }
    }

    private void send(int kind, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = channel.alloc().buffer(LONG_HEADER + content.length);
        frame.writeByte(FINAL | kind);
        if (content.length <= LONGEST_SHORT) {
            frame.writeByte(MASKED | content.length);
        } else {
            frame.writeByte(MASKED | MEDIUM).writeShort(content.length);
        }
        // A mask of zeros changes nothing.
        frame.writeInt(0).writeBytes(content);
        channel.writeAndFlush(frame, channel.voidPromise());
    }
}
