package io.angelwire.realtime.server.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.realtime.server.engineio.EnginePacket;
import io.angelwire.realtime.server.engineio.MalformedPacketException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any texts and attachments are packets or malformed; what was encoded is decoded to the same. */
class SocketCodecFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final int MAX_BYTES = 1_000_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String[] PIECES = {
        "0",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "/",
        "/admin",
        ",",
        "-",
        "51-",
        "[",
        "]",
        "{",
        "}",
        "\"message\"",
        "\"connect\"",
        "12",
        "null",
        "true",
        "1e999",
        "-0",
        "\"",
        "\\",
        "\u20ac",
        "{\"_placeholder\":true,\"num\":0}",
        "{\"_placeholder\":true,\"num\":99}",
        " ",
        "999999999999999999999",
        "\u0000"
    };

    private final long seed = Long.getLong("angelwire.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void anyMessagesArePacketsOrMalformed() {
        for (int i = 0; i < ROUNDS; i++) {
            SocketDecoder decoder = new SocketDecoder(MAX_BYTES);
            StringBuilder sent = new StringBuilder();
            try {
                for (int n = random.nextInt(4); n >= 0; n--) {
                    if (random.nextInt(4) == 0) {
                        sent.append("(binary)");
                        decoder.binary(new byte[] {1});
                    } else {
                        String text = text();
                        sent.append(text).append('\n');
                        decoder.text(text);
                    }
                }
            } catch (MalformedPacketException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                fail("seed " + seed + ", sent " + sent, e);
            }
        }
    }

    @Test
    void packetsComeThroughAsTheyWere() throws MalformedPacketException {
        for (int i = 0; i < ROUNDS; i++) {
            SocketPacket packet = packet();
            SocketDecoder decoder = new SocketDecoder(MAX_BYTES);
            List<EnginePacket> encoded = SocketEncoder.encode(packet);
            SocketPacket decoded = decoder.text(encoded.get(0).text());
            for (EnginePacket attachment : encoded.subList(1, encoded.size())) {
                assertThat(decoded).isNull();
                decoded = decoder.binary(attachment.binary());
            }
            assertThat(decoded).as("seed %d", seed).isEqualTo(packet);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(10); n >= 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private SocketPacket packet() {
        String namespace = random.nextBoolean() ? "/" : "/admin";
        return switch (random.nextInt(3)) {
            case 0 ->
                new SocketPacket(
                        SocketPacket.Type.CONNECT,
                        namespace,
                        null,
                        random.nextBoolean() ? null : NODES.objectNode().put("token", "t"));
            case 1 -> {
                ArrayNode event = NODES.arrayNode().add("message");
                event.addAll(array(3));
                yield new SocketPacket(
                        SocketPacket.Type.EVENT,
                        namespace,
                        random.nextBoolean() ? null : (long) random.nextInt(1_000_000),
                        event);
            }
            default -> new SocketPacket(SocketPacket.Type.ACK, namespace, (long) random.nextInt(1_000_000), array(3));
        };
    }

    private ArrayNode array(int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int n = random.nextInt(3); n > 0; n--) {
            array.add(value(depth));
        }
        return array;
    }

    private JsonNode value(int depth) {
        switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0:
                return NODES.textNode("\u20ac\"\\" + random.nextInt());
            case 1:
                return NODES.numberNode(random.nextInt());
            case 2:
                return NODES.booleanNode(random.nextBoolean());
            case 3:
                return depth == 3 ? NODES.binaryNode(new byte[] {(byte) random.nextInt()}) : NODES.nullNode();
            case 4:
                return array(depth - 1);
            default:
                ObjectNode object = NODES.objectNode();
                object.set("a,b", value(depth - 1));
                return object;
        }
    }
}
