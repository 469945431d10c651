package io.angelwire.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What deploy/observability and docs/operations.md say of metrics. */
final class ObservabilityFiles {

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern METRIC =
            Pattern.compile("\\b((?:angelwire|http_server|jvm|process)_[a-z_]+)(?:\\{([^}]*)\\})?");

    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");

    private ObservabilityFiles() {}

    /** A metric that is asked for, and a label by which; empty for none. */
    record Use(String metric, String label) {}

    static String rules() {
        return read("deploy/observability/prometheus/rules.yml");
    }

    static String localScrapes() {
        return read("deploy/observability/prometheus/prometheus.yml");
    }

    static String dashboard() {
        return read("deploy/observability/grafana/angelwire.json").replace("\\\"", "\"");
    }

    static String operations() {
        return read("docs/operations.md");
    }

    static Set<String> metrics(String text) {
        return METRIC.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Set<Use> labels(String text) {
        return METRIC.matcher(text)
                .results()
                .filter(match -> match.group(2) != null)
                .flatMap(match ->
                        LABEL.matcher(match.group(2)).results().map(label -> new Use(match.group(1), label.group(1))))
                .collect(Collectors.toSet());
    }

    static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .flatMap(found -> Arrays.stream(found.split("\\s+")).skip(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A histogram's or a timer's name without what its series add to it. */
    static String family(String metric) {
        return metric.replaceAll("_(bucket|count|sum|max)$", "");
    }

    private static String read(String file) {
        try {
            return Files.readString(REPOSITORY.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
