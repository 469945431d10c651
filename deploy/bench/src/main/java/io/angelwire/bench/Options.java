package io.angelwire.bench;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What the benchmark was asked for on its command line.
 *
 * @param rounds how often each contender is measured, in turn
 * @param jobs how many jobs BullMQ is given where throughput is measured; see {@link Contender#load}
 * @param only the measures to run; empty for all
 * @param quick tiny sizes, to see that everything works: the figures mean nothing
 * @param bullMqKill whether to wait the minute that BullMQ takes to miss a killed worker
 * @param profile folder for flight recordings of our drivers; null for none
 * @param json where the results are written
 */
record Options(int rounds, int jobs, List<String> only, boolean quick, boolean bullMqKill, Path profile, Path json) {

    /** @throws BenchException if an argument is not understood */
    static Options parse(List<String> arguments, Path defaultJson) {
        Integer rounds = null;
        Integer jobs = null;
        List<String> only = List.of();
        boolean quick = false;
        boolean bullMqKill = true;
        Path profile = null;
        Path json = defaultJson;
        for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
            String option = left.next();
            switch (option) {
                case "--rounds" -> rounds = number(option, left, 1);
                case "--jobs" -> jobs = number(option, left, 100);
                case "--only" -> only = List.of(value(option, left).split(","));
                case "--quick" -> quick = true;
                case "--skip-bullmq-kill" -> bullMqKill = false;
                case "--profile" -> profile = Path.of(value(option, left));
                case "--json" -> json = Path.of(value(option, left));
                default -> throw new BenchException("Unknown option " + option);
            }
        }
        return new Options(
                rounds != null ? rounds : quick ? 1 : 5,
                jobs != null ? jobs : quick ? 1_000 : 20_000,
                only,
                quick,
                bullMqKill && !quick,
                profile,
                json);
    }

    /** As the JSON report tells them. */
    Map<String, ?> settings() {
        return Map.of("rounds", rounds, "jobs", jobs, "quick", quick);
    }

    private static int number(String option, Iterator<String> left, int least) {
        String text = value(option, left);
        if (!text.matches("[0-9]{1,8}") || Integer.parseInt(text) < least) {
            throw new BenchException(option + " needs a number, at least " + least + ", not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new BenchException("The option " + option + " needs a value");
        }
        return left.next();
    }
}
