package io.angelwire.job.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptHeaderTest {

    private static final Set<Script> ADDING = EnumSet.of(Script.ENQUEUE, Script.ENQUEUE_PLAIN, Script.TICK);

    private static final Pattern HEADER = Pattern.compile(
            "-- \\S.*\\R(--.*\\R)*?-- KEYS: prefix\\R-- ARGV: (?<args>.+\\R(--   .+\\R)*)-- Returns: .+\\R(--.*\\R)*");

    private static final Pattern LOOP = Pattern.compile("for \\w+ = (\\d+), #ARGV");

    @ParameterizedTest
    @EnumSource(Script.class)
    void saysWhatItDoesWithWhichArgumentsAndReturns(Script script) {
        Matcher header = HEADER.matcher(script.source());
        assertThat(header.find()).as(script.fileName() + " has a header").isTrue();
        // Those per job are read in a loop, the fixed ones by number.
        String[] named = header.group("args")
                .replaceAll("\\R--  ", "")
                .split("(^|, )then per ")[0]
                .replaceAll(" \\([^)]*\\)", "")
                .strip()
                .split(", ");
        int fixed = named[0].isBlank() || named[0].equals("(none)") ? 0 : named.length;
        String body = script.source().substring(header.end());
        Matcher loop = LOOP.matcher(body);
        int used = loop.find()
                ? Integer.parseInt(loop.group(1)) - 1
                : IntStream.rangeClosed(1, 20)
                        .filter(i -> body.contains("ARGV[" + i + "]"))
                        .max()
                        .orElse(0);
        assertThat(used)
                .as(script.fileName() + " uses the arguments that its header names: " + String.join(", ", named))
                .isEqualTo(fixed);
        assertThat(body).doesNotContain("KEYS[2]");
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void onlyWhatAddsJobsIsRefusedAtTheMemoryLimit(Script script) {
        assertThat(script.source().startsWith("#!lua flags=allow-oom\n")).isNotEqualTo(ADDING.contains(script));
    }
}
