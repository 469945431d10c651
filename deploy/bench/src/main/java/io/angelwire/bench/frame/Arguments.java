package io.angelwire.bench.frame;

import io.angelwire.bench.BenchException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command line, taken apart: options with a value, and flags. */
public final class Arguments {

    static final String ROUNDS = "--rounds";
    static final String ONLY = "--only";
    static final String QUICK = "--quick";
    static final String PROFILE = "--profile";
    static final String JSON = "--json";
    private static final Set<String> COMMON = Set.of(ROUNDS, ONLY, PROFILE, JSON);

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> flags = new HashSet<>();

    private Arguments() {}

    /**
     * Those that every benchmark knows, and its own.
     *
     * @param valued options of its own that are followed by a value
     * @param flags options of its own that are not
     * @throws BenchException if an argument is not understood
     */
    public static Arguments parse(List<String> arguments, Set<String> valued, Set<String> flags) {
        Arguments parsed = new Arguments();
        for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
            String option = left.next();
            if (COMMON.contains(option) || valued.contains(option)) {
                if (!left.hasNext()) {
                    throw new BenchException("The option " + option + " needs a value");
                }
                parsed.values.put(option, left.next());
            } else if (option.equals(QUICK) || flags.contains(option)) {
                parsed.flags.add(option);
            } else {
                throw new BenchException("Unknown option " + option);
            }
        }
        return parsed;
    }

    public boolean has(String flag) {
        return flags.contains(flag);
    }

    /** Null if it was not given. */
    public String value(String option) {
        return values.get(option);
    }

    /** @throws BenchException if there is something else than a number, or a smaller one */
    public int number(String option, int least, int otherwise) {
        String text = values.get(option);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,8}") || Integer.parseInt(text) < least) {
            throw new BenchException(option + " needs a number, at least " + least + ", not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
