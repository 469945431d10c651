package io.angelwire.job.simulation;

import java.util.ArrayList;
import java.util.List;

/** What happened in one run, kept as it is and only written out when somebody wants to read it. */
final class Trace {

    private static final int LONGEST_TEXT = 400;

    private record Line(long millis, String actor, String what, List<String> arguments, Object answer) {}

    private final List<Line> lines = new ArrayList<>();

    void note(long millis, String actor, String what) {
        lines.add(new Line(millis, actor, what, List.of(), null));
    }

    void call(long millis, String actor, String script, List<String> arguments, Object answer) {
        lines.add(new Line(millis, actor, script, List.copyOf(arguments), answer));
    }

    int size() {
        return lines.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            String arguments = shortened(String.join(" | ", line.arguments));
            text.append(String.format("%7d ms  %-10s %s %s", line.millis, line.actor, line.what, arguments));
            if (line.answer != null) {
                text.append("  ->  ").append(shortened(line.answer.toString()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String shortened(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
    }
}
