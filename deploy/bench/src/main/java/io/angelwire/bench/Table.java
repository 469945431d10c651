package io.angelwire.bench;

import io.angelwire.bench.measure.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results for the eye: medians, ratios, and which goals are reached. Also valid Markdown. */
final class Table {

    private static final List<String> HEADINGS =
            List.of("measure", "unit", "Angelwire", "BullMQ", "raw streams", "× BullMQ", "× raw", "goal", "");

    private Table() {}

    static String of(List<Results> all) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (Results results : all) {
            List<Figure> figures = results.measure().figures();
            for (int i = 0; i < figures.size(); i++) {
                rows.add(row(results, figures.get(i), i));
            }
        }
        int columns = HEADINGS.size();
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder table = new StringBuilder();
        for (int line = 0; line < rows.size(); line++) {
            append(table, rows.get(line), widths);
            if (line == 0) {
                List<String> rule = new ArrayList<>();
                for (int i = 0; i < columns; i++) {
                    rule.add("-".repeat(widths[i] - (isNumber(i) ? 1 : 0)) + (isNumber(i) ? ":" : ""));
                }
                append(table, rule, widths);
            }
        }
        return table.toString();
    }

    private static List<String> row(Results results, Figure figure, int index) {
        double ours = results.median(Contender.ANGELWIRE, index);
        double ratio = results.ratio(Contender.BULLMQ, index);
        String title = results.measure().title();
        return List.of(
                figure.title().isEmpty() ? title : title + ": " + figure.title(),
                figure.unit(),
                number(ours),
                number(results.median(Contender.BULLMQ, index)),
                number(results.median(Contender.STREAMS, index)),
                number(ratio),
                number(results.ratio(Contender.STREAMS, index)),
                figure.goal() == null ? "" : figure.goal().toString(),
                verdict(figure, ours, ratio));
    }

    private static String verdict(Figure figure, double ours, double ratio) {
        if (figure.goal() == null || Double.isNaN(ours)) {
            return "";
        }
        return figure.goal().isReached(ours, ratio) ? "reached" : "missed";
    }

    /** Three digits that matter. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static boolean isNumber(int column) {
        return column >= 2 && column <= 6;
    }

    private static void append(StringBuilder table, List<String> cells, int[] widths) {
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            table.append("| ").append(isNumber(i) ? padding + cells.get(i) : cells.get(i) + padding);
            table.append(' ');
        }
        table.append("|\n");
    }
}
