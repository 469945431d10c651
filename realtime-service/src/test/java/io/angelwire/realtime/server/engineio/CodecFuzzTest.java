package io.angelwire.realtime.server.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any bytes are either packets or a {@link MalformedPacketException}; what was encoded is decoded to the same. */
class CodecFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final String ALPHABET = "0123456789b\u001e=+/Aaz{}\"[]\u20ac\ud83d\ude00 ";

    private final long seed = Long.getLong("angelwire.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void anyTextIsAPayloadOrMalformed() {
        for (int i = 0; i < ROUNDS; i++) {
            String text = text(random.nextInt(40));
            try {
                assertThat(PayloadCodec.decode(text)).isNotEmpty();
            } catch (MalformedPacketException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                fail("seed " + seed + ", payload " + text, e);
            }
        }
    }

    @Test
    void anyBytesAreTextOrMalformed() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            try {
                assertThat(Utf8.decode(bytes).getBytes(StandardCharsets.UTF_8)).isEqualTo(bytes);
            } catch (MalformedPacketException e) {
                assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\ufffd");
            }
        }
    }

    @Test
    void aReplacementCharacterThatWasSentIsNoError() throws MalformedPacketException {
        assertThat(Utf8.decode("4\ufffd".getBytes(StandardCharsets.UTF_8))).isEqualTo("4\ufffd");
    }

    @Test
    void packetsSurviveTheWayThroughAPayload() throws MalformedPacketException {
        for (int i = 0; i < ROUNDS; i++) {
            List<EnginePacket> packets = new ArrayList<>();
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                packets.add(packet());
            }
            assertThat(PayloadCodec.decode(PayloadCodec.encode(packets)))
                    .as("seed %d", seed)
                    .isEqualTo(packets);
        }
    }

    private EnginePacket packet() {
        if (random.nextBoolean()) {
            byte[] content = new byte[random.nextInt(20)];
            random.nextBytes(content);
            return EnginePacket.message(content);
        }
        EnginePacket.Type[] types = EnginePacket.Type.values();
        return new EnginePacket(
                types[random.nextInt(types.length)], text(random.nextInt(20)).replace("\u001e", ""), null, null);
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
