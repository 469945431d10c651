package io.angelwire.bench.frame;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.report.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What every benchmark can be asked for.
 *
 * @param rounds how often each contender is measured, in turn
 * @param only the measures to run; empty for all
 * @param quick tiny sizes, to see that everything works: the figures mean nothing
 * @param profile folder for flight recordings of our processes; null for none
 * @param json where the results are written
 */
public record RunOptions(int rounds, List<String> only, boolean quick, Path profile, Path json) {

    /**
     * @param usualRounds unless the arguments say something else
     * @throws BenchException if there is no sense in a value
     */
    public static RunOptions of(Arguments arguments, int usualRounds, Path defaultJson) {
        boolean quick = arguments.has(Arguments.QUICK);
        String only = arguments.value(Arguments.ONLY);
        String profile = arguments.value(Arguments.PROFILE);
        String json = arguments.value(Arguments.JSON);
        return new RunOptions(
                arguments.number(Arguments.ROUNDS, 1, quick ? 1 : usualRounds),
                only == null ? List.of() : List.of(only.split(",")),
                quick,
                profile == null ? null : Path.of(profile),
                json == null ? defaultJson : Path.of(json));
    }

    /** @throws BenchException if one is asked for that there is not */
    public <M extends Subject> List<M> chosen(List<M> all) {
        for (String name : only) {
            if (all.stream().noneMatch(measure -> measure.name().equals(name))) {
                throw new BenchException("--only knows no " + name + ", only "
                        + all.stream().map(Subject::name).collect(Collectors.joining(", ")));
            }
        }
        return all.stream()
                .filter(measure -> only.isEmpty() || only.contains(measure.name()))
                .toList();
    }

    /** Options of a JVM that is to be recorded, if any is. The recorder's messages must not come between its answers. */
    public List<String> recording(String process) {
        return profile == null
                ? List.of()
                : List.of(
                        "-XX:StartFlightRecording=settings=profile,filename=" + profile.resolve(process + ".jfr"),
                        "-Xlog:jfr+startup=error");
    }

    public int sized(int usual, int quickly) {
        return quick ? quickly : usual;
    }
}
