package io.angelwire.bench.realtime.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientTest {

    private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n";

    private final List<Integer> received = new ArrayList<>();

    @Test
    void countsEventsHoweverTheNetworkCutsThem() {
        Client client = client(new PlainProtocol());
        EmbeddedChannel channel = new EmbeddedChannel(client);
        ByteBuf all = Unpooled.wrappedBuffer(
                Unpooled.copiedBuffer(UPGRADED, StandardCharsets.US_ASCII),
                text("{\"type\":\"ready\",\"sid\":\"s\"}"),
                text("{\"type\":\"event\",\"id\":\"" + "x".repeat(10) + "\"}"),
                text("{\"type\":\"event\",\"id\":\"" + "x".repeat(300) + "\"}"),
                text("{\"type\":\"event\",\"id\":\"" + "x".repeat(70_000) + "\"}"),
                text("{\"type\":\"pong\"}"));
        while (all.isReadable()) {
            channel.writeInbound(all.readBytes(Math.min(7, all.readableBytes())));
        }
        assertThat(client.ready()).isCompletedWithValue(client);
        assertThat(received).containsExactly(0, 1, 2);
    }

    @Test
    void signsInToSocketIoAndAnswersItsPings() {
        Client client = client(new SocketIoProtocol());
        EmbeddedChannel channel = new EmbeddedChannel(client);
        channel.writeInbound(Unpooled.copiedBuffer(UPGRADED, StandardCharsets.US_ASCII), text("0{\"sid\":\"e\"}"));
        assertThat(client.ready()).isNotDone();
        channel.writeInbound(
                text("40{\"sid\":\"s\"}"), text("2"), text("42[\"new_message\",{}]"), text("42[\"ready\"]"));
        assertThat(client.ready()).isCompletedWithValue(client);
        assertThat(received).containsExactly(0);
        channel.readOutbound();
        assertThat(sent(channel)).isEqualTo("40{\"token\":\"token\"}");
        assertThat(sent(channel)).isEqualTo("3");
    }

    @Test
    void aRefusedJoinFails() {
        Client client = client(new PlainProtocol());
        EmbeddedChannel channel = new EmbeddedChannel(client);
        CompletableFuture<Client> joined = client.join("p");
        channel.writeInbound(
                Unpooled.copiedBuffer(UPGRADED, StandardCharsets.US_ASCII),
                text("{\"type\":\"ack\",\"id\":1,\"ok\":false,\"error\":{}}"));
        assertThat(joined).isCompletedExceptionally();
    }

    @Test
    void aJoinIsAskedForAgainIfItMayBe() {
        Client client = client(new SocketIoProtocol());
        EmbeddedChannel channel = new EmbeddedChannel(client);
        CompletableFuture<Client> joined = client.join("p");
        channel.writeInbound(
                Unpooled.copiedBuffer(UPGRADED, StandardCharsets.US_ASCII),
                text("431[{\"ok\":false,\"error\":{\"code\":4112,\"retry\":true}}]"));
        assertThat(joined).isNotDone();
        channel.readOutbound();
        assertThat(sent(channel)).isEqualTo("421[\"subscribe_to_pitch\",\"p\"]");
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(sent(channel)).isEqualTo("421[\"subscribe_to_pitch\",\"p\"]");
        channel.writeInbound(text("431[{\"ok\":true}]"));
        assertThat(joined).isCompletedWithValue(client);
    }

    private Client client(Protocol protocol) {
        return new Client(protocol, "token", received::add);
    }

    private static ByteBuf text(String text) {
        ByteBuf frame = Unpooled.buffer().writeByte(0x81);
        int length = text.length();
        if (length <= 125) {
            frame.writeByte(length);
        } else if (length <= 0xffff) {
            frame.writeByte(126).writeShort(length);
        } else {
            frame.writeByte(127).writeLong(length);
        }
        return frame.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Masked with zeros, and short. */
    private static String sent(EmbeddedChannel channel) {
        ByteBuf frame = channel.readOutbound();
        return frame.toString(6, frame.readableBytes() - 6, StandardCharsets.US_ASCII);
    }
}
