package io.angelwire.realtime.server.engineio;

/** Text packets: a digit and what follows. Binary messages have no form of their own; see the transports. */
final class PacketCodec {

    private PacketCodec() {}

    static EnginePacket decode(String text) throws MalformedPacketException {
        if (text.isEmpty()) {
            throw new MalformedPacketException("empty packet");
        }
        return new EnginePacket(EnginePacket.Type.of(text.charAt(0)), text.substring(1), null, null);
    }
}
