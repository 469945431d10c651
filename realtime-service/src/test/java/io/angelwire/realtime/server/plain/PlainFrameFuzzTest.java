package io.angelwire.realtime.server.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any text is a frame or refused with a code and a sentence, and never anything else. */
class PlainFrameFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final String SOUND =
            "{\"type\":\"emit\",\"event\":\"subscribe_to_pitch\",\"data\":{\"pitchId\":\"x\"},"
                    + "\"id\":7,\"since\":{\"epoch\":\"e\",\"seq\":41}}";
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "\"type\"",
        "\"emit\"",
        "\"auth\"",
        "\"ping\"",
        "\"event\"",
        "\"token\"",
        "\"data\"",
        "\"id\"",
        "\"since\"",
        "\"epoch\"",
        "\"seq\"",
        "null",
        "true",
        "-1",
        "0.5",
        "1e999",
        "9223372036854775808",
        "\u0000",
        "\ufffd",
        "\ud83d\ude00",
        "/**/",
        "NaN",
        " "
    };

    private final long seed = Long.getLong("angelwire.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void anyPiecesAreAFrameOrRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            read(text.toString());
        }
    }

    /** These come further than what is none from the start. */
    @Test
    void aSoundFrameWithMistakesIsAFrameOrRefused() {
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder(SOUND);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                int from = random.nextInt(text.length());
                int to = Math.min(text.length(), from + random.nextInt(12));
                text.replace(from, to, random.nextBoolean() ? "" : PIECES[random.nextInt(PIECES.length)]);
            }
            read(text.toString());
        }
    }

    private void read(String text) {
        try {
            assertThat(PlainFrameReader.read(text)).isNotNull();
        } catch (BadFrameException e) {
            assertThat(e.error().message()).isNotBlank();
        } catch (RuntimeException | Error e) {
            fail("seed " + seed + ", frame " + text, e);
        }
    }
}
