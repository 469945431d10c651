package io.angelwire.realtime.server.engineio;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Several packets in one HTTP body: joined by the record separator, binary messages as {@code b} and base64. */
final class PayloadCodec {

    private static final char SEPARATOR = '\u001e';
    private static final char BINARY = 'b';
    /** Far above what clients send in one body, far below what a body of separators could ask for. */
    private static final int MAX_PACKETS = 10_000;

    private PayloadCodec() {}

    static String encode(List<EnginePacket> packets) {
        StringBuilder payload = new StringBuilder();
        for (EnginePacket packet : packets) {
            if (!payload.isEmpty()) {
                payload.append(SEPARATOR);
            }
            if (packet.isBinary()) {
                payload.append(BINARY).append(Base64.getEncoder().encodeToString(packet.binary()));
            } else {
                payload.append(packet.encoded());
            }
        }
        return payload.toString();
    }

    static List<EnginePacket> decode(String payload) throws MalformedPacketException {
        List<EnginePacket> packets = new ArrayList<>();
        int from = 0;
        while (true) {
            int end = payload.indexOf(SEPARATOR, from);
            packets.add(packet(payload.substring(from, end < 0 ? payload.length() : end)));
            if (end < 0) {
                return packets;
            }
            if (packets.size() == MAX_PACKETS) {
                throw new MalformedPacketException("too many packets in one payload");
            }
            from = end + 1;
        }
    }

    private static EnginePacket packet(String text) throws MalformedPacketException {
        if (text.isEmpty() || text.charAt(0) != BINARY) {
            return PacketCodec.decode(text);
        }
        try {
            return EnginePacket.message(Base64.getDecoder().decode(text.substring(1)));
        } catch (IllegalArgumentException e) {
            throw new MalformedPacketException("bad base64");
        }
    }
}
