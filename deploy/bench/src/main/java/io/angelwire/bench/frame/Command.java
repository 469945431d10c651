package io.angelwire.bench.frame;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.report.JsonReport;
import io.angelwire.bench.report.LineUp;
import io.angelwire.bench.report.Results;
import io.angelwire.bench.report.Table;
import io.angelwire.local.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the commands have in common from the first line to the last. */
public final class Command {

    private Command() {}

    /** Understands the arguments. */
    @FunctionalInterface
    public interface Preparation {

        /**
         * @param module the folder of the benchmark, with what its build has made
         * @throws BenchException if an argument is not understood
         */
        Measuring prepare(Path module);
    }

    /** Measures and reports. */
    @FunctionalInterface
    public interface Measuring {
        void run() throws IOException;
    }

    /** Exits with 2 if it did not understand, with 1 if it could not measure. Missed goals are no error. */
    public static void execute(Preparation preparation) {
        Logger.getLogger("").setLevel(Level.WARNING);
        Measuring measuring;
        try {
            measuring = preparation.prepare(Path.of(System.getProperty("angelwire.bench.module")));
        } catch (BenchException e) {
            System.err.println("angelwire: " + e.getMessage());
            System.exit(2);
            return;
        }
        int code = 0;
        try {
            measuring.run();
        } catch (BenchException | StackException | IOException e) {
            System.err.println("\nangelwire: " + e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    /**
     * Prints the results and writes them.
     *
     * @param settings with which it was measured, beside the common ones
     */
    public static void report(
            RunOptions options, String redisVersion, Map<String, ?> settings, LineUp lineUp, List<Results> results) {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put("rounds", options.rounds());
        all.put("quick", options.quick());
        JsonReport.write(options.json(), redisVersion, all, lineUp, results);
        System.out.printf("%n%s%nAll rounds: %s%n", Table.of(lineUp, results), options.json());
        if (options.quick()) {
            System.out.println("Sizes were tiny (--quick): these figures mean nothing.");
        }
    }
}
