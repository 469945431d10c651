package io.angelwire.realtime.server.socketio;

import io.angelwire.realtime.server.engineio.MalformedPacketException;

/**
 * What stands before a packet's JSON: {@code <type>[<attachments>-][<namespace>,][<ack id>]}.
 *
 * @param end where the JSON begins
 */
record PacketHeader(SocketPacket.Type type, int attachments, String namespace, Long id, int end) {

    private static final int MAX_NAMESPACE = 256;
    /** Clients count from 0; this many digits always fit a long. */
    private static final int MAX_ID_DIGITS = 18;

    private static final int MAX_ATTACHMENT_DIGITS = 4;

    static PacketHeader read(String text) throws MalformedPacketException {
        SocketPacket.Type type = text.isEmpty() ? null : SocketPacket.Type.of(text.charAt(0));
        if (type == null) {
            throw new MalformedPacketException("unknown packet type");
        }
        int at = 1;
        int attachments = 0;
        if (type.isBinary()) {
            int end = digitsEnd(text, at, MAX_ATTACHMENT_DIGITS);
            if (end == at || end == text.length() || text.charAt(end) != '-') {
                throw new MalformedPacketException("bad count of attachments");
            }
            attachments = Integer.parseInt(text, at, end, 10);
            at = end + 1;
        }
        String namespace = SocketPacket.MAIN;
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            if (end - at > MAX_NAMESPACE) {
                throw new MalformedPacketException("namespace too long");
            }
            namespace = text.substring(at, end);
            at = comma < 0 ? end : end + 1;
        }
        int idEnd = digitsEnd(text, at, MAX_ID_DIGITS);
        Long id = idEnd == at ? null : (Long) Long.parseLong(text, at, idEnd, 10);
        return new PacketHeader(type, attachments, namespace, id, idEnd);
    }

    private static int digitsEnd(String text, int from, int atMost) throws MalformedPacketException {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            if (++at - from > atMost) {
                throw new MalformedPacketException("number too long");
            }
        }
        return at;
    }
}
