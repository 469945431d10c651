package io.angelwire.realtime.server.socketio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.server.engineio.MalformedPacketException;
import io.angelwire.realtime.server.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads one client's packets strictly. A packet with attachments is complete when the last of them has come; nothing else
 * may come in between. Used by one thread at a time.
 */
final class SocketDecoder {

    private static final int MAX_ATTACHMENTS = 10;
    private static final int MAX_DEPTH = 64;

    private static final Set<String> RESERVED_EVENTS =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final ObjectReader JSON = StrictJson.reader(MAX_DEPTH);

    private final int maxBytes;

    /** The packet whose attachments are awaited, or null. */
    private SocketPacket incomplete;

    private int awaited;
    private final List<byte[]> attachments = new ArrayList<>(0);
    /** Of the packet that came last, with the attachments that are there. */
    private int size;

    /** @param maxBytes of a packet with its attachments */
    SocketDecoder(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @return null if attachments are to follow */
    SocketPacket text(String text) throws MalformedPacketException {
        if (incomplete != null) {
            throw new MalformedPacketException("text while attachments are awaited");
        }
        size = text.length();
        PacketHeader header = PacketHeader.read(text);
        if (header.attachments() > MAX_ATTACHMENTS) {
            throw new MalformedPacketException("too many attachments");
        }
        JsonNode data = header.end() == text.length() ? null : json(text.substring(header.end()));
        check(header, data);
        SocketPacket packet = new SocketPacket(header.type().complete(), header.namespace(), header.id(), data);
        if (header.attachments() == 0) {
            return packet;
        }
        incomplete = packet;
        awaited = header.attachments();
        return null;
    }

    /** @return null if more attachments are to follow */
    SocketPacket binary(byte[] content) throws MalformedPacketException {
        if (incomplete == null) {
            throw new MalformedPacketException("an attachment that nobody announced");
        }
        if (content.length > maxBytes - size) {
            throw new MalformedPacketException("a packet too long with its attachments");
        }
        size += content.length;
        attachments.add(content);
        if (attachments.size() < awaited) {
            return null;
        }
        SocketPacket waiting = incomplete;
        incomplete = null;
        JsonNode data = withAttachments(waiting.data());
        attachments.clear();
        return new SocketPacket(waiting.type(), waiting.namespace(), waiting.id(), data);
    }

    /** The packet whose attachments are to follow, or null. */
    SocketPacket incomplete() {
        return incomplete;
    }

    /** Characters and bytes of the packet that was completed last. */
    int size() {
        return size;
    }

    private static JsonNode json(String text) throws MalformedPacketException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new MalformedPacketException("bad JSON");
        }
    }

    private static void check(PacketHeader header, JsonNode data) throws MalformedPacketException {
        boolean sound = switch (header.type()) {
            case CONNECT -> header.id() == null && (data == null || data.isObject());
            case DISCONNECT -> header.id() == null && data == null;
            case EVENT, BINARY_EVENT -> isEvent(data);
            case ACK, BINARY_ACK -> header.id() != null && data != null && data.isArray();
            // The server's alone.
            case CONNECT_ERROR -> false;
        };
        if (!sound) {
            throw new MalformedPacketException("bad " + header.type() + " packet");
        }
    }

    private static boolean isEvent(JsonNode data) {
        if (data == null || !data.isArray() || data.isEmpty()) {
            return false;
        }
        JsonNode name = data.get(0);
        return name.isNumber() || name.isTextual() && !RESERVED_EVENTS.contains(name.textValue());
    }

    private JsonNode withAttachments(JsonNode node) throws MalformedPacketException {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, withAttachments(array.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            if (object.path("_placeholder").isBoolean()
                    && object.get("_placeholder").booleanValue()) {
                return attachment(object.path("num"));
            }
            for (var field : object.properties()) {
                field.setValue(withAttachments(field.getValue()));
            }
        }
        return node;
    }

    private JsonNode attachment(JsonNode num) throws MalformedPacketException {
        boolean sound = num.isInt() && num.intValue() >= 0 && num.intValue() < attachments.size();
        if (!sound) {
            throw new MalformedPacketException("a placeholder without attachment");
        }
        return JsonNodeFactory.instance.binaryNode(attachments.get(num.intValue()));
    }
}
