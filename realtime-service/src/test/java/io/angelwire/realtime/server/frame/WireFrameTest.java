package io.angelwire.realtime.server.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames are, byte by byte, what the library's encoder makes of the same content. */
class WireFrameTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 1_000_000})
    void isWhatTheLibraryWrites(int length) {
        String text = "x".repeat(length);
        assertThat(bytes(WireFrame.text(text).forWriting())).isEqualTo(byLibrary(new TextWebSocketFrame(text)));
        assertThat(bytes(WireFrame.binary(new byte[length]).forWriting()))
                .isEqualTo(
                        byLibrary(new BinaryWebSocketFrame(io.netty.buffer.Unpooled.wrappedBuffer(new byte[length]))));
    }

    @Test
    void aSharedTextIsTheSameBeforeAndAfterItsFrameWasBuilt() {
        String text = "ä".repeat(100);
        SharedText shared = new SharedText(text);
        assertThat(shared.text()).isEqualTo(text);
        WireFrame frame = shared.frame();
        assertThat(shared.text()).isEqualTo(text);
        assertThat(shared.size()).isEqualTo(frame.length());
        assertThat(shared.frame()).isSameAs(frame);
    }

    private static byte[] byLibrary(Object frame) {
        EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        channel.writeOutbound(frame);
        ByteBuf all = io.netty.buffer.Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
        }
        return bytes(all);
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }
}
