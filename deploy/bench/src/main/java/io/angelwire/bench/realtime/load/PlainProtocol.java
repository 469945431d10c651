package io.angelwire.bench.realtime.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/** The plain JSON protocol at {@code /ws}, with the token in the handshake. */
final class PlainProtocol implements Protocol {

    private static final byte[] EVENT = "{\"type\":\"event\"".getBytes(US_ASCII);
    private static final byte[] READY = "{\"type\":\"ready\"".getBytes(US_ASCII);
    private static final byte[] JOINED = "{\"type\":\"ack\",\"id\":1,\"ok\":true".getBytes(US_ASCII);
    private static final byte[] ACK = "{\"type\":\"ack\"".getBytes(US_ASCII);
    private static final byte[] ERROR = "{\"type\":\"error\"".getBytes(US_ASCII);

    @Override
    public String handshake(String token) {
        return "GET /ws HTTP/1.1\r\nAuthorization: Bearer " + token;
    }

    @Override
    public String signIn(String token) {
        throw new IllegalStateException("signed in by the handshake");
    }

    @Override
    public String join(String pitchId) {
        return "{\"type\":\"emit\",\"event\":\"subscribe_to_pitch\",\"data\":\"" + pitchId + "\",\"id\":1}";
    }

    @Override
    public Meaning meaning(ByteBuf buffer, int start, int length) {
        if (Protocol.startsWith(buffer, start, length, EVENT)) {
            return Meaning.EVENT;
        }
        if (Protocol.startsWith(buffer, start, length, READY)) {
            return Meaning.READY;
        }
        if (Protocol.startsWith(buffer, start, length, JOINED)) {
            return Meaning.JOINED;
        }
        return Protocol.startsWith(buffer, start, length, ACK) || Protocol.startsWith(buffer, start, length, ERROR)
                ? Meaning.REFUSED
                : Meaning.OTHER;
    }
}
