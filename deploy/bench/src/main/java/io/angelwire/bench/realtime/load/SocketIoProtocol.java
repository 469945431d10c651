package io.angelwire.bench.realtime.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/** Socket.IO over a WebSocket from the start, as a client with {@code transports: ["websocket"]} speaks it. */
final class SocketIoProtocol implements Protocol {

    private static final byte[] EVENT = ("42[\"" + BenchEvent.NAME + "\"").getBytes(US_ASCII);
    private static final byte[] OPEN = "0{".getBytes(US_ASCII);
    private static final byte[] CONNECTED = "40{".getBytes(US_ASCII);
    private static final byte[] JOINED = "431[{\"ok\":true".getBytes(US_ASCII);
    private static final byte[] ACK = "43".getBytes(US_ASCII);
    private static final byte[] REFUSED = "44".getBytes(US_ASCII);
    private static final byte[] PING = "2".getBytes(US_ASCII);

    @Override
    public String handshake(String token) {
        return "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1";
    }

    @Override
    public String signIn(String token) {
        return "40{\"token\":\"" + token + "\"}";
    }

    @Override
    public String join(String pitchId) {
        return "421[\"subscribe_to_pitch\",\"" + pitchId + "\"]";
    }

    @Override
    public Meaning meaning(ByteBuf buffer, int start, int length) {
        if (Protocol.startsWith(buffer, start, length, EVENT)) {
            return Meaning.EVENT;
        }
        if (Protocol.startsWith(buffer, start, length, OPEN)) {
            return Meaning.OPENED;
        }
        if (Protocol.startsWith(buffer, start, length, CONNECTED)) {
            return Meaning.READY;
        }
        if (Protocol.startsWith(buffer, start, length, JOINED)) {
            return Meaning.JOINED;
        }
        if (Protocol.startsWith(buffer, start, length, ACK) || Protocol.startsWith(buffer, start, length, REFUSED)) {
            return Meaning.REFUSED;
        }
        return Protocol.startsWith(buffer, start, length, PING) ? Meaning.PING : Meaning.OTHER;
    }
}
