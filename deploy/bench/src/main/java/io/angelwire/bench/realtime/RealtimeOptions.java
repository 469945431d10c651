package io.angelwire.bench.realtime;

import io.angelwire.bench.BenchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the benchmark was asked for on its command line.
 *
 * @param rounds how often each contender is measured, in turn
 * @param only the measures to run; empty for all
 * @param quick tiny sizes, to see that everything works: the figures mean nothing
 * @param contenders who is measured
 * @param profile folder for flight recordings of our servers; null for none
 * @param json where the results are written
 */
record RealtimeOptions(
        int rounds, List<String> only, boolean quick, List<RealtimeContender> contenders, Path profile, Path json) {

    private static final int ROUNDS = 3;

    /** @throws BenchException if an argument is not understood */
    static RealtimeOptions parse(List<String> arguments, Path defaultJson) {
        Integer rounds = null;
        List<String> only = List.of();
        boolean quick = false;
        List<RealtimeContender> contenders = List.of(RealtimeContender.values());
        Path profile = null;
        Path json = defaultJson;
        for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
            String option = left.next();
            switch (option) {
                case "--rounds" -> rounds = number(option, value(option, left));
                case "--only" -> only = List.of(value(option, left).split(","));
                case "--quick" -> quick = true;
                case "--contenders" -> contenders = contenders(value(option, left));
                case "--profile" -> profile = Path.of(value(option, left));
                case "--json" -> json = Path.of(value(option, left));
                default -> throw new BenchException("Unknown option " + option);
            }
        }
        return new RealtimeOptions(
                rounds != null ? rounds : quick ? 1 : ROUNDS, only, quick, contenders, profile, json);
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

    private static int number(String option, String text) {
        if (!text.matches("[1-9][0-9]{0,3}")) {
            throw new BenchException(option + " needs a number, at least 1, not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new BenchException("The option " + option + " needs a value");
        }
        return left.next();
    }

    /** As the JSON report tells them. */
    Map<String, ?> settings() {
        return Map.of("rounds", rounds, "quick", quick);
    }
}
