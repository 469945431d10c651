package io.angelwire.realtime.server.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket frame as a server sends it (RFC 6455, not masked), encoded once however many clients it goes to.
 *
 * <p>The bytes are on the heap: they live as long as an event is remembered, and nobody has to say when that ends.
 */
public final class WireFrame {

    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int LONGEST_SHORT = 125;
    private static final int LONGEST_MEDIUM = 0xffff;
    private static final int LONGEST_HEADER = 10;

    private final byte[] bytes;
    private final int contentLength;

    private WireFrame(int kind, byte[] content) {
        contentLength = content.length;
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + content.length);
        frame.put((byte) kind);
        if (content.length <= LONGEST_SHORT) {
            frame.put((byte) content.length);
        } else if (content.length <= LONGEST_MEDIUM) {
            frame.put((byte) (LONGEST_SHORT + 1)).putShort((short) content.length);
        } else {
            frame.put((byte) (LONGEST_SHORT + 2)).putLong(content.length);
        }
        frame.put(content);
        this.bytes = java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    public static WireFrame text(String text) {
        return new WireFrame(FINAL_TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public static WireFrame binary(byte[] content) {
        return new WireFrame(FINAL_BINARY, content);
    }

    /** The content of a text frame. */
    String text() {
        return new String(bytes, bytes.length - contentLength, contentLength, StandardCharsets.UTF_8);
    }

    public int length() {
        return bytes.length;
    }

    /** For one write: the bytes are shared, the indices are not. */
    ByteBuf forWriting() {
        return Unpooled.wrappedBuffer(bytes);
    }
}
