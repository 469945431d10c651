package io.angelwire.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.bench.BenchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The results for programs: every round's figures, and what Redis says of the commands behind them. */
public final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    /** @param settings with which it was measured */
    public static void write(
            Path file, String redisVersion, Map<String, ?> settings, LineUp lineUp, List<Results> all) {
        ObjectNode report = JSON.createObjectNode();
        report.put("measuredAt", Instant.now().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", Runtime.version().toString());
        report.put("redis", redisVersion);
        settings.forEach(report::putPOJO);
        ArrayNode measures = report.putArray("measures");
        all.forEach(results -> add(measures.addObject(), lineUp, results));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        } catch (IOException e) {
            throw new BenchException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void add(ObjectNode node, LineUp lineUp, Results results) {
        node.put("name", results.subject().name());
        node.put("title", results.subject().title());
        ArrayNode figures = node.putArray("figures");
        List<Figure> described = results.subject().figures();
        for (int i = 0; i < described.size(); i++) {
            Figure figure = described.get(i);
            ObjectNode medians =
                    figures.addObject().put("title", figure.title()).put("unit", figure.unit());
            if (figure.goal() != null) {
                medians.put("goal", figure.goal().toString());
                for (Comparison judged : lineUp.judged()) {
                    medians.put(judged.verdict().key(), judged.isReached(figure.goal(), results, i));
                }
            }
            for (Competitor competitor : lineUp.competitors()) {
                put(medians, competitor.key(), results.median(competitor, i));
            }
            for (Comparison comparison : lineUp.comparisons()) {
                put(medians, comparison.key(), comparison.ratio(results, i));
            }
        }
        ObjectNode rounds = node.putObject("rounds");
        for (Competitor competitor : lineUp.competitors()) {
            ArrayNode own = rounds.putArray(competitor.key());
            for (Results.Round round : results.rounds(competitor)) {
                ObjectNode one = own.addObject();
                ArrayNode values = one.putArray("values");
                round.values().forEach(values::add);
                ObjectNode commands = one.putObject("redisCommands");
                round.commands().forEach(commands::put);
            }
        }
    }

    private static void put(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, value);
        }
    }
}
