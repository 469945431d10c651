package io.angelwire.realtime.server.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.server.engineio.EnginePacket;
import java.util.ArrayList;
import java.util.List;

/** Writes packets. Binary nodes become attachments, which makes an event a binary event. */
public final class SocketEncoder {

    private SocketEncoder() {}

    /** @return the packet and its attachments, to be sent with nothing in between */
    public static List<EnginePacket> encode(SocketPacket packet) {
        List<EnginePacket> attachments = new ArrayList<>(0);
        JsonNode data = packet.data() == null ? null : withPlaceholders(packet.data(), attachments);
        SocketPacket.Type type = packet.type();
        if (!attachments.isEmpty()) {
            type = type == SocketPacket.Type.ACK ? SocketPacket.Type.BINARY_ACK : SocketPacket.Type.BINARY_EVENT;
        }
        StringBuilder text = new StringBuilder().append(type.digit());
        if (!attachments.isEmpty()) {
            text.append(attachments.size()).append('-');
        }
        if (!packet.namespace().equals(SocketPacket.MAIN)) {
            text.append(packet.namespace()).append(',');
        }
        if (packet.id() != null) {
            text.append(packet.id().longValue());
        }
        if (data != null) {
            text.append(data);
        }
        List<EnginePacket> packets = new ArrayList<>(1 + attachments.size());
        packets.add(EnginePacket.message(text.toString()));
        packets.addAll(attachments);
        return packets;
    }

    /** A copy, as an event may go to many. */
    private static JsonNode withPlaceholders(JsonNode node, List<EnginePacket> attachments) {
        if (node instanceof BinaryNode binary) {
            attachments.add(EnginePacket.message(binary.binaryValue()));
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("_placeholder", true)
                    .put("num", attachments.size() - 1);
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(element -> copy.add(withPlaceholders(element, attachments)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties()
                    .forEach(field -> copy.set(field.getKey(), withPlaceholders(field.getValue(), attachments)));
            return copy;
        }
        return node;
    }
}
