package io.angelwire.bench.realtime;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.frame.Arguments;
import io.angelwire.bench.frame.RunOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the benchmark of the realtime service was asked for on its command line.
 *
 * @param contenders who is measured
 */
record RealtimeOptions(RunOptions run, List<RealtimeContender> contenders) {

    private static final int ROUNDS = 3;

    /** @throws BenchException if an argument is not understood */
    static RealtimeOptions parse(List<String> arguments, Path defaultJson) {
        Arguments parsed = Arguments.parse(arguments, Set.of("--contenders"), Set.of());
        String contenders = parsed.value("--contenders");
        return new RealtimeOptions(
                RunOptions.of(parsed, ROUNDS, defaultJson),
                contenders == null ? List.of(RealtimeContender.values()) : contenders(contenders));
    }

    private static List<RealtimeContender> contenders(String keys) {
        List<RealtimeContender> chosen = new ArrayList<>();
        for (String key : keys.split(",")) {
            chosen.add(Stream.of(RealtimeContender.values())
                    .filter(contender -> contender.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new BenchException("--contenders knows no " + key + ", only "
                            + Stream.of(RealtimeContender.values())
                                    .map(RealtimeContender::key)
                                    .collect(Collectors.joining(", ")))));
        }
        return chosen;
    }
}
