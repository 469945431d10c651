package io.angelwire.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.bench.measure.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The results for programs: every round's figures, and what Redis says of the commands behind them. */
final class JsonReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    static void write(Path file, String redisVersion, Options options, List<Results> all) {
        ObjectNode report = JSON.createObjectNode();
        report.put("measuredAt", Instant.now().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("java", Runtime.version().toString());
        report.put("redis", redisVersion);
        report.put("rounds", options.rounds());
        report.put("jobs", options.jobs());
        report.put("quick", options.quick());
        ArrayNode measures = report.putArray("measures");
        all.forEach(results -> add(measures.addObject(), results));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        } catch (IOException e) {
            throw new BenchException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void add(ObjectNode node, Results results) {
        node.put("name", results.measure().name());
        node.put("title", results.measure().title());
        ArrayNode figures = node.putArray("figures");
        List<Figure> described = results.measure().figures();
        for (int i = 0; i < described.size(); i++) {
            Figure figure = described.get(i);
            ObjectNode medians =
                    figures.addObject().put("title", figure.title()).put("unit", figure.unit());
            if (figure.goal() != null) {
                medians.put("goal", figure.goal().toString());
                medians.put(
                        "reached",
                        figure.goal()
                                .isReached(results.median(Contender.ANGELWIRE, i), results.ratio(Contender.BULLMQ, i)));
            }
            for (Contender contender : Contender.values()) {
                put(medians, contender.key(), results.median(contender, i));
            }
            put(medians, "timesBullMq", results.ratio(Contender.BULLMQ, i));
            put(medians, "timesRaw", results.ratio(Contender.STREAMS, i));
        }
        ObjectNode rounds = node.putObject("rounds");
        for (Contender contender : Contender.values()) {
            ArrayNode own = rounds.putArray(contender.key());
            for (Results.Round round : results.rounds(contender)) {
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
