package io.angelwire.bench.admin;

import io.angelwire.bench.BenchException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the benchmark was asked for on its command line.
 *
 * @param jobs how many wait
 * @param rounds how often each operation is measured
 * @param json where the figures are written
 */
record AdminOptions(int jobs, int rounds, Path json) {

    /** @throws BenchException if an argument is not understood */
    static AdminOptions parse(List<String> arguments, Path defaultJson) {
        int jobs = 1_000_000;
        int rounds = 200;
        Path json = defaultJson;
        for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
            String option = left.next();
            switch (option) {
                case "--quick" -> {
                    jobs = 20_000;
                    rounds = 20;
                }
                case "--jobs" -> jobs = number(option, left, 20_000);
                case "--rounds" -> rounds = number(option, left, 1);
                case "--json" -> json = Path.of(value(option, left));
                default -> throw new BenchException("Unknown option " + option);
            }
        }
        return new AdminOptions(jobs, rounds, json);
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
