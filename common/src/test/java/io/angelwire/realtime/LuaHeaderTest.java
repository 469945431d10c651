package io.angelwire.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LuaHeaderTest {

    static Stream<LuaScript> scripts() {
        return Stream.of(
                RealtimePublisher.PUBLISH,
                RealtimePublisher.PUBLISH_TRANSIENT,
                RoomHistory.READ,
                RoomPresence.PRESENCE,
                RoomDirectory.REPORT,
                RoomDirectory.LIST,
                NodeNotices.NOTIFY);
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void headerNamesPurposeKeysArgumentsAndReturn(LuaScript script) throws IOException {
        String text = read(script);
        String header = text.lines().takeWhile(line -> line.startsWith("--")).collect(Collectors.joining("\n"));
        assertThat(header).startsWith("-- ").contains("\n-- Returns ");
        assertThat(names(header, "KEYS")).hasSize(script.keyCount()).isEqualTo(locals(text, "KEYS"));
        assertThat(names(header, "ARGV")).hasSize(script.argCount()).isEqualTo(locals(text, "ARGV"));
    }

    private static List<String> names(String header, String table) {
        return Pattern.compile("-- " + table + "\\[\\d+] (\\w+)")
                .matcher(header)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The locals that the tables' entries are bound to, in the order of the entries. */
    private static List<String> locals(String text, String table) {
        return Pattern.compile("local ([\\w, ]+) = (.*" + table + "\\[.*)")
                .matcher(text)
                .results()
                .flatMap(LuaHeaderTest::bound)
                .toList();
    }

    private static Stream<String> bound(MatchResult line) {
        assertThat(line.group(2).split(",")).hasSameSizeAs(line.group(1).split(","));
        return Stream.of(line.group(1).split(", "));
    }

    private static String read(LuaScript script) throws IOException {
        try (var in = LuaScript.class.getResourceAsStream("lua/" + script.name())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
