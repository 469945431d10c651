package io.angelwire.job.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptHeaderTest {

    private static final Pattern HEADER = Pattern.compile(
            "-- \\S.*\\R(--.*\\R)*?-- KEYS: prefix\\R-- ARGV: (?<args>.+)\\R(--.*\\R)*?-- Returns: .+\\R(--.*\\R)*");

    @ParameterizedTest
    @EnumSource(Script.class)
    void saysWhatItDoesWithWhichArgumentsAndReturns(Script script) {
        Matcher header = HEADER.matcher(script.source());
        assertThat(header.find()).as(script.fileName() + " has a header").isTrue();
        // Only the fixed arguments: those per job are read in a loop.
        String[] named = header.group("args")
                .split(", then per job")[0]
                .replaceAll(" \\([^)]*\\)", "")
                .split(", ");
        int fixed = named[0].isBlank() || named[0].equals("(none)") ? 0 : named.length;
        String body = script.source().substring(header.end());
        assertThat(IntStream.rangeClosed(1, 20)
                        .filter(i -> body.contains("ARGV[" + i + "]"))
                        .max()
                        .orElse(0))
                .as(script.fileName() + " uses the arguments that its header names: " + String.join(", ", named))
                .isEqualTo(fixed);
        assertThat(body).doesNotContain("KEYS[2]");
    }
}
