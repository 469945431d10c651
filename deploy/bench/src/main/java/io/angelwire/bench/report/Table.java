package io.angelwire.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results for the eye: medians, ratios, and which goals are reached. Also valid Markdown. */
public final class Table {

    private final LineUp lineUp;

    private Table(LineUp lineUp) {
        this.lineUp = lineUp;
    }

    public static String of(LineUp lineUp, List<Results> all) {
        return new Table(lineUp).print(all);
    }

    private String print(List<Results> all) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings());
        for (Results results : all) {
            List<Figure> figures = results.subject().figures();
            for (int i = 0; i < figures.size(); i++) {
                rows.add(row(results, figures.get(i), i));
            }
        }
        int columns = rows.get(0).size();
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

    private List<String> headings() {
        List<String> headings = new ArrayList<>(List.of("measure", "unit"));
        lineUp.competitors().forEach(competitor -> headings.add(competitor.title()));
        lineUp.comparisons().forEach(comparison -> headings.add(comparison.title()));
        headings.add("goal");
        lineUp.judged().forEach(comparison -> headings.add(comparison.verdict().title()));
        return headings;
    }

    private List<String> row(Results results, Figure figure, int index) {
        String title = results.subject().title();
        List<String> row = new ArrayList<>();
        row.add(figure.title().isEmpty() ? title : title + ": " + figure.title());
        row.add(figure.unit());
        lineUp.competitors().forEach(competitor -> row.add(number(results.median(competitor, index))));
        lineUp.comparisons().forEach(comparison -> row.add(number(comparison.ratio(results, index))));
        row.add(figure.goal() == null ? "" : figure.goal().toString());
        lineUp.judged().forEach(comparison -> row.add(verdict(comparison, results, figure, index)));
        return row;
    }

    private static String verdict(Comparison comparison, Results results, Figure figure, int index) {
        if (figure.goal() == null || Double.isNaN(results.median(comparison.ours(), index))) {
            return "";
        }
        return comparison.isReached(figure.goal(), results, index) ? "reached" : "missed";
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

    private boolean isNumber(int column) {
        int numbers = lineUp.competitors().size() + lineUp.comparisons().size();
        return column >= 2 && column < 2 + numbers;
    }

    private void append(StringBuilder table, List<String> cells, int[] widths) {
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            table.append("| ").append(isNumber(i) ? padding + cells.get(i) : cells.get(i) + padding);
            table.append(' ');
        }
        table.append("|\n");
    }
}
