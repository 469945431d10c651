package io.angelwire.bench.realtime.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes as the MessagePack specification has them. */
class MessagePackTest {

    @Test
    void writesWhatTheEmitterSends() {
        assertThat(hex(Map.of("type", 2))).isEqualTo("de0001" + "da000474797065" + "d10002");
        assertThat(hex(List.of("/", List.of()))).isEqualTo("dc0002" + "da00012f" + "dc0000");
    }

    @Test
    void theLengthOfATextIsThatOfItsBytes() {
        assertThat(hex("€")).isEqualTo("da0003" + "e282ac");
    }

    @Test
    void refusesWhatNoEventHolds() {
        assertThatThrownBy(() -> MessagePack.encode(1.5)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(Object value) {
        return HexFormat.of().formatHex(MessagePack.encode(value));
    }
}
