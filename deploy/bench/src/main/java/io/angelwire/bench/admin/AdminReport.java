package io.angelwire.bench.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long each operation took, and the longest call that Redis had with it. */
final class AdminReport {

    private static final double ANSWER_GOAL_MILLIS = 200;
    private static final double CALL_GOAL_MILLIS = 10;

    private final List<Row> rows = new ArrayList<>();

    /** Times in ms. */
    record Row(String operation, int rounds, double p50, double p95, double slowestRedisCall) {

        boolean reachesGoals() {
            return p95 < ANSWER_GOAL_MILLIS && slowestRedisCall <= CALL_GOAL_MILLIS;
        }
    }

    void add(String operation, int rounds, double p50, double p95, double slowestCall) {
        rows.add(new Row(operation, rounds, p50, p95, slowestCall));
    }

    /** Also valid Markdown. */
    String table() {
        int width =
                rows.stream().mapToInt(row -> row.operation().length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        String line = "| %-" + width + "s | %8s | %8s | %18s | %-7s |%n";
        table.append(String.format(line, "operation", "p50, ms", "p95, ms", "slowest Redis call", "goals"));
        table.append(String.format(
                "| %s | %s: | %s: | %s: | %s |%n",
                "-".repeat(width), "-".repeat(7), "-".repeat(7), "-".repeat(17), "-".repeat(7)));
        for (Row row : rows) {
            table.append(String.format(
                    line,
                    row.operation(),
                    number(row.p50()),
                    number(row.p95()),
                    number(row.slowestRedisCall()),
                    row.reachesGoals() ? "reached" : "missed"));
        }
        return table.toString();
    }

    private static String number(double millis) {
        return String.format(Locale.ROOT, "%.2f", millis);
    }

    void write(AdminOptions options, String redisVersion) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("measuredAt", Instant.now().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", Runtime.version().toString());
        report.put("redis", redisVersion);
        report.put("waitingJobs", options.jobs());
        report.put("operations", rows);
        try {
            Files.createDirectories(options.json().toAbsolutePath().getParent());
            Files.writeString(
                    options.json(),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        } catch (IOException e) {
            throw new BenchException("Cannot write " + options.json() + ": " + e.getMessage(), e);
        }
    }
}
